import { describe, expect, it } from 'vitest'
import type { FigureSplits } from '@/api/types'
import { compare } from './compare'

const title = { zh: '', en: '' }
const item = (value: string, above: string | null, amount: number | null, share: number | null) => ({
  figure: `petitions.all.category.${value}`,
  value,
  title,
  above,
  amount,
  share,
})
const year = (items: ReturnType<typeof item>[]) =>
  ({ amount: 10, splits: [{ field: 'category', title, items }] }) as unknown as FigureSplits

describe('two years side by side', () => {
  it('say how the shares changed, in percentage points', () => {
    const [table] = compare(
      year([item('family', null, 4, 40), item('divorce', 'family', 1, 10.2)]),
      year([item('family', null, 5, 45.1), item('divorce', 'family', 2, 12.1)]),
    )
    expect(table?.rows.map((row) => [row.value, row.was, row.is, row.change])).toEqual([
      ['family', 4, 5, 5.1],
      ['divorce', 1, 2, 1.9],
    ])
  })
  it('leave out what was nothing in both, and know no change where there was nothing at all', () => {
    const [table] = compare(
      year([item('family', null, 0, null), item('work', null, 0, null)]),
      year([item('family', null, 3, 30), item('work', null, 0, 0)]),
    )
    expect(table?.rows.map((row) => row.value)).toEqual(['family'])
    expect(table?.rows[0]?.change).toBeNull()
  })
  it('keep a row of which one number is left out', () => {
    const [table] = compare(
      year([item('family', null, 0, null), item('work', null, 0, null)]),
      year([item('family', null, null, null), item('work', null, 0, 0)]),
    )
    expect(table?.rows.map((row) => [row.value, row.was, row.is, row.change])).toEqual([
      ['family', 0, null, null],
    ])
  })
})
