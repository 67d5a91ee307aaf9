import type { Breakdown, FigurePart } from '@/api/types'
import { monthWords } from '@/format/periods'

// The server names months in Chinese only; their keys ("2015-03") say enough for both languages.
export function partTitle(part: FigurePart, by: Breakdown, english: boolean): string {
  if (by !== 'months' || !english) return part.title
  return `${monthWords(Number(part.key.slice(5, 7)), true)} ${part.key.slice(0, 4)}`
}
