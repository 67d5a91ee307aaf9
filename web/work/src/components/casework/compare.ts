import type { FigureSplits, Text } from '@/api/types'

export interface ComparedRow {
  value: string
  figure: string
  title: Text
  above: string | null
  // Nothing: left out of what is published.
  was: number | null
  is: number | null
  wasShare: number | null
  isShare: number | null
  // Percentage points, of the shares as they are shown.
  change: number | null
}
export interface ComparedTable {
  field: string
  title: Text
  rows: ComparedRow[]
}

// Two years of the same figure, row by row. Rows that are nothing in both years are left out.
export function compare(was: FigureSplits, is: FigureSplits): ComparedTable[] {
  return is.splits.map((split) => {
    const before = was.splits.find((one) => one.field === split.field)?.items ?? []
    const rows = split.items.map((item) => {
      const old = before.find((one) => one.value === item.value)
      const wasShare = old?.share ?? null
      const isShare = item.share
      return {
        value: item.value,
        figure: item.figure,
        title: item.title,
        above: item.above,
        was: old ? old.amount : 0,
        is: item.amount,
        wasShare,
        isShare,
        change: wasShare === null || isShare === null ? null : Math.round((isShare - wasShare) * 10) / 10,
      }
    })
    return {
      field: split.field,
      title: split.title,
      rows: rows.filter((row) => row.was !== 0 || row.is !== 0),
    }
  })
}
