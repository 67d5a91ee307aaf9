import type { SearchMark } from '@/api/types'

export interface Piece {
  text: string
  marked: boolean
}

// A text cut at its marks. They count characters, of which JavaScript's strings may need two units each.
export function cutAtMarks(text: string, marks: SearchMark[]): Piece[] {
  const characters = Array.from(text)
  const pieces: Piece[] = []
  const take = (from: number, to: number, marked: boolean) => {
    if (to > from) pieces.push({ text: characters.slice(from, to).join(''), marked })
  }
  let at = 0
  for (const { start, length } of marks) {
    take(at, start, false)
    take(Math.max(at, start), start + length, true)
    at = start + length
  }
  take(at, characters.length, false)
  return pieces
}
