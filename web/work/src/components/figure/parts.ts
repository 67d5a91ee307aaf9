import type { Breakdown, FigurePart } from '@/api/types'
import { monthWords } from '@/format/periods'

// The server names months and an organisation's own part in Chinese only; the keys say enough for both languages.
export function partTitle(part: FigurePart, by: Breakdown, english: boolean): string {
  if (!english) return part.title
  if (part.own) return `${part.title.replace(/本级$/, '')} (itself)`
  return by === 'months'
    ? `${monthWords(Number(part.key.slice(5, 7)), true)} ${part.key.slice(0, 4)}`
    : part.title
}
