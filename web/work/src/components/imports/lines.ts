import type { ImportPreview, RowDouble, RowProblem } from '@/api/types'

// A row of the list of which there is something to say.
export interface Line {
  row: number
  problems: RowProblem[]
  doubles: RowDouble[]
}
export type Shown = 'all' | 'problems' | 'doubles'

const whoOf = (one: RowDouble) =>
  one.ofRow ? `row ${one.ofRow}` : one.person ? `person ${one.person}` : 'elsewhere'

// By rows. Who is known by her number and by her name is one double, not two.
export function linesOf({ problems, doubles }: Pick<ImportPreview, 'problems' | 'doubles'>): Line[] {
  const lines = new Map<number, Line>()
  const line = (row: number) => {
    const found = lines.get(row) ?? { row, problems: [], doubles: [] }
    lines.set(row, found)
    return found
  }
  for (const one of problems) line(one.row).problems.push(one)
  for (const one of doubles) {
    const known = line(one.row).doubles
    const same = known.findIndex((other) => whoOf(other) === whoOf(one))
    const before = known[same]
    if (!before) known.push(one)
    else
      known[same] = {
        ...before,
        byNumber: before.byNumber || one.byNumber,
        byPhone: before.byPhone || one.byPhone,
        byName: before.byName || one.byName,
      }
  }
  for (const one of lines.values()) one.problems.sort((a, b) => a.column - b.column)
  return [...lines.values()].sort((a, b) => a.row - b.row)
}

export const shownOf = (lines: Line[], shown: Shown) =>
  shown === 'all' ? lines : lines.filter((line) => line[shown].length > 0)

// What stands against bringing the list in. `waiting` rows are doubles for which nothing was chosen, or whose number is known.
export function standingOf(preview: ImportPreview) {
  const waiting = preview.problemCount ? 0 : preview.rows - preview.good - preview.skipped
  return { waiting, ready: preview.problemCount === 0 && waiting === 0 && preview.good > 0 }
}
