import { describe, expect, it } from 'vitest'
import { dayWords, daysBetween, isDay, momentWords } from './days'
import { monthPeriod, periodWords, quarterPeriod, readPeriod, yearPeriod } from './periods'

describe('periods', () => {
  it('end on the last day of their month, leap years included', () => {
    expect(monthPeriod(2016, 2)).toEqual({ from: '2016-02-01', to: '2016-02-29' })
    expect(quarterPeriod(2015, 4)).toEqual({ from: '2015-10-01', to: '2015-12-31' })
  })
  it('are recognised again from their days', () => {
    expect(readPeriod(yearPeriod(2015))).toEqual({ kind: 'year', year: 2015, index: 1 })
    expect(readPeriod(quarterPeriod(2015, 2))).toEqual({ kind: 'quarter', year: 2015, index: 2 })
    expect(readPeriod(monthPeriod(2015, 2))).toEqual({ kind: 'month', year: 2015, index: 2 })
    expect(readPeriod({ from: '2015-03-08', to: '2015-12-31' }).kind).toBe('span')
    expect(readPeriod({ from: '2015-01-01', to: '2016-12-31' }).kind).toBe('span')
  })
  it('are named in both languages', () => {
    expect(periodWords(quarterPeriod(2015, 4), false)).toBe('2015年第四季度')
    expect(periodWords(yearPeriod(2015), true)).toBe('2015')
    expect(periodWords(monthPeriod(2015, 3), true)).toBe('Mar 2015')
  })
})

describe('days', () => {
  it('are written the way the language has them', () => {
    expect(dayWords('2015-03-08', false)).toBe('2015年3月8日')
    expect(dayWords('2015-03-08', true)).toBe('2015-03-08')
    expect(dayWords(null, false)).toBe('—')
  })
  it('keep the clock of the server', () => {
    expect(momentWords('2015-03-08T09:30:00+08:00', true)).toBe('2015-03-08 09:30')
  })
  it('count without regard to zones', () => {
    expect(daysBetween('2015-12-29', '2016-01-02')).toBe(4)
    expect(isDay('2015-13-01')).toBe(false)
    expect(isDay('2015-12-01')).toBe(true)
  })
})
