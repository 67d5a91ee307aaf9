// A period is two days. What kind it is (year, quarter, month) is read off the days, so that an address
// with `from` and `to` says everything.
import { lastDayOf } from './days'

export type PeriodKind = 'year' | 'quarter' | 'month' | 'span'

export interface Period {
  from: string
  to: string
}

const two = (number: number) => String(number).padStart(2, '0')

export function months(year: number, first: number, last: number): Period {
  return { from: `${year}-${two(first)}-01`, to: `${year}-${two(last)}-${two(lastDayOf(year, last))}` }
}

export const yearPeriod = (year: number) => months(year, 1, 12)
export const quarterPeriod = (year: number, quarter: number) => months(year, quarter * 3 - 2, quarter * 3)
export const monthPeriod = (year: number, month: number) => months(year, month, month)

export interface PeriodReading {
  kind: PeriodKind
  year: number
  index: number
}

export function readPeriod({ from, to }: Period): PeriodReading {
  const year = Number(from.slice(0, 4))
  const first = Number(from.slice(5, 7))
  const last = Number(to.slice(5, 7))
  const whole = from.endsWith('-01') && to === months(year, first, last).to && first <= last
  if (whole && first === 1 && last === 12) return { kind: 'year', year, index: 1 }
  if (whole && first === last) return { kind: 'month', year, index: first }
  if (whole && first % 3 === 1 && last === first + 2) return { kind: 'quarter', year, index: (first + 2) / 3 }
  return { kind: 'span', year, index: 1 }
}

export function periodWords(period: Period, english: boolean): string {
  const { kind, year, index } = readPeriod(period)
  if (kind === 'year') return english ? `${year}` : `${year}年`
  if (kind === 'quarter') return english ? `Q${index} ${year}` : `${year}年第${'一二三四'[index - 1]}季度`
  if (kind === 'month') return english ? `${year}-${two(index)}` : `${year}年${index}月`
  return english ? `${period.from} – ${period.to}` : `${period.from} 至 ${period.to}`
}
