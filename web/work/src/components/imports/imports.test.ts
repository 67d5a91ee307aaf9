import { describe, expect, it } from 'vitest'
import type { ImportPreview, RowDouble } from '@/api/types'
import { kindOf, refusedBefore } from './files'
import { linesOf, shownOf, standingOf } from './lines'
import { templateOf } from './template'

const double = (more: Partial<RowDouble>): RowDouble => ({
  row: 2,
  ofRow: null,
  person: null,
  elsewhere: false,
  byNumber: false,
  byPhone: false,
  byName: false,
  ...more,
})
const problem = (row: number) => ({
  row,
  column: 1,
  field: 'name',
  code: 'people.name',
  text: { zh: '缺', en: 'missing' },
})
const preview = (more: Partial<ImportPreview>): ImportPreview => ({
  rows: 3,
  good: 3,
  skipped: 0,
  problemCount: 0,
  doubleCount: 0,
  problems: [],
  doubles: [],
  ...more,
})

describe('a chosen file', () => {
  it('is told by its content', () => {
    const text = new TextEncoder()
    expect(kindOf(Uint8Array.from([0x50, 0x4b, 3, 4, 9]))).toBe('xlsx')
    expect(kindOf(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]))).toBe('xls')
    expect(kindOf(text.encode('姓名,电话\n'))).toBe('utf8')
    expect(kindOf(Uint8Array.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0x31]))).toBe('gb18030')
    expect(kindOf(Uint8Array.from([0x61, 0xff, 0xff]))).toBe('unknown')
  })
  it('is not sent when it cannot be a list', () => {
    expect(refusedBefore({ name: '名单.XLSX', size: 10 })).toBeNull()
    expect(refusedBefore({ name: '名单.pdf', size: 10 })).toBe('notAccepted')
    expect(refusedBefore({ name: '名单.csv', size: 0 })).toBe('empty')
    expect(refusedBefore({ name: '名单.csv', size: 2 ** 25 })).toBe('tooLarge')
  })
})

describe('the rows of a preview', () => {
  it('are told once each, in the order of the file, and one person once', () => {
    const lines = linesOf({
      problems: [problem(7), problem(3)],
      doubles: [
        double({ row: 5, person: '9', byName: true }),
        double({ row: 5, person: '9', byNumber: true }),
        double({ row: 5, ofRow: 2, byName: true }),
      ],
    })
    expect(lines.map((line) => line.row)).toEqual([3, 5, 7])
    expect(lines[1]?.doubles).toHaveLength(2)
    expect(lines[1]?.doubles[0]).toMatchObject({ person: '9', byNumber: true, byName: true })
    expect(shownOf(lines, 'problems').map((line) => line.row)).toEqual([3, 7])
    expect(shownOf(lines, 'doubles').map((line) => line.row)).toEqual([5])
  })
  it('let a list in only when nothing is wrong and nobody is undecided', () => {
    expect(standingOf(preview({}))).toEqual({ waiting: 0, ready: true })
    expect(standingOf(preview({ good: 2, problemCount: 1 })).ready).toBe(false)
    expect(standingOf(preview({ good: 1, doubleCount: 2 }))).toEqual({ waiting: 2, ready: false })
    expect(standingOf(preview({ good: 1, skipped: 2, doubleCount: 2 })).ready).toBe(true)
    expect(standingOf(preview({ good: 0, skipped: 3, doubleCount: 3 })).ready).toBe(false)
  })
})

describe('the template', () => {
  it('has a heading for every field and says what may be written', () => {
    const text = (zh: string) => ({ zh, en: zh })
    const [list, help] = templateOf({
      fields: [{ name: 'ethnic', title: text('民族'), choices: [{ value: '01', title: text('汉') }] }],
      papers: [{ value: 'id-card', title: text('居民身份证') }],
      noNumberReasons: [],
    } as unknown as Parameters<typeof templateOf>[0])
    expect(list?.rows).toHaveLength(1)
    expect(list?.rows[0]?.at(-1)).toBe('民族')
    expect(help?.rows).toContainEqual(['民族', '汉'])
    expect(help?.rows.find(([title]) => title === '证件类型')?.[1]).toContain('居民身份证')
  })
})
