import { describe, expect, it } from 'vitest'
import type { Plan, Statement, StatementLine } from '@/api/types'
import { barsOf, differenceOf, executionOf, inBooks, monthsOf, newSeed, rowsOf, wholeMonths } from './books'

const said = (zh: string) => ({ zh, en: zh.length ? `${zh}-en` : '' })
const line = (account: string, amount: number, source = '', programme = ''): StatementLine => ({
  account,
  title: said(account),
  source,
  sourceTitle: said(source),
  programme,
  programmeTitle: said(programme),
  amount,
})

describe('months of a statement', () => {
  it('run from a first day to a last day', () => {
    expect(wholeMonths('2015-03', '2016-02')).toEqual({ from: '2015-03-01', to: '2016-02-29' })
    expect(wholeMonths('2015-11', '2015-03')).toBeNull()
    expect(wholeMonths('', '2015-03')).toBeNull()
  })
  it('are told one by one, across the end of a year', () => {
    expect(monthsOf({ from: '2015-12-01', to: '2016-01-31' })).toEqual([
      { from: '2015-12-01', to: '2015-12-31' },
      { from: '2016-01-01', to: '2016-01-31' },
    ])
  })
  it('are not drawn when there are too many', () => {
    expect(monthsOf({ from: '2014-01-01', to: '2015-12-31' })).toHaveLength(24)
    expect(monthsOf({ from: '2014-01-01', to: '2016-01-31' })).toEqual([])
  })
})

describe('a part of a statement', () => {
  it('is told by account, and each account by source and purpose', () => {
    const rows = rowsOf([
      line('gifts', 100, 'post'),
      line('gifts', 250, 'firm'),
      line('gifts', 50, 'post'),
      line('dues', 7),
    ])
    expect(rows.map((row) => [row.key, row.amount])).toEqual([
      ['gifts', 400],
      ['dues', 7],
    ])
    expect(rows[0]!.parts.map((part) => [part.title.zh, part.amount])).toEqual([
      ['firm', 250],
      ['post', 150],
    ])
    expect(rows[1]!.parts).toEqual([])
  })
  it('names what has neither source nor purpose beside what has', () => {
    const [row] = rowsOf([line('spent', 100, 'post', 'spring-bud'), line('spent', 20)])
    expect(row!.parts.map((part) => part.title.zh)).toEqual(['spring-bud · post', '其他'])
  })
})

describe('a statement', () => {
  const statement: Statement = {
    from: '2015-01-01',
    to: '2015-12-31',
    opening: [],
    income: [line('gifts', 100, 'post'), line('gifts', 300, 'firm'), line('dues', 5)],
    uses: [line('spent', 60, 'post', 'spring-bud'), line('spent', 40, 'firm', 'spring-bud')],
    closing: [],
    openingSum: 50,
    incomeSum: 405,
    usesSum: 100,
    closingSum: 355,
  }
  it('agrees when beginning and income less uses give the end', () => {
    expect(differenceOf(statement)).toBe(0)
    expect(differenceOf({ ...statement, closingSum: 354 })).toBe(1)
  })
  it('is drawn as income by source and uses by purpose, the largest first', () => {
    expect(barsOf(statement)).toEqual([
      { title: said('firm'), income: 300, uses: 0 },
      { title: said('post'), income: 100, uses: 0 },
      { title: said('dues'), income: 5, uses: 0 },
      { title: said('spring-bud'), income: 0, uses: 100 },
    ])
  })
})

describe('a budget', () => {
  const plan = (programme: string, planned: number | null, used: number, year = 2015): Plan => ({
    year,
    programme,
    title: said(programme),
    planned,
    used,
  })
  it('is used as its plan in all says, where there is one', () => {
    expect(executionOf([plan('', 1000, 250), plan('spring-bud', 500, 250)], 2015)).toEqual({
      planned: 1000,
      used: 250,
      share: 25,
    })
  })
  it('is else the sum of its purposes, of that year alone', () => {
    expect(executionOf([plan('a', 300, 30), plan('b', 100, 70), plan('a', 9, 9, 2014)], 2015)).toEqual({
      planned: 400,
      used: 100,
      share: 25,
    })
    expect(executionOf([plan('a', 9, 9, 2014)], 2015)).toBeNull()
    expect(executionOf([plan('a', 300, 30), plan('', null, 100)], 2015)?.used).toBe(30)
  })
})

describe('money in books', () => {
  it('always shows its fen', () => {
    expect([inBooks(368000000), inBooks(5), inBooks(-12345)]).toEqual(['3,680,000.00', '0.05', '-123.45'])
  })
})

describe('a seed', () => {
  it('is a whole number that can be read out', () => {
    for (let i = 0; i < 20; ++i) expect(Number.isInteger(newSeed()) && newSeed() < 1_000_000).toBe(true)
  })
})
