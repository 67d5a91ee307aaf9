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

const english = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export function monthWords(month: number, inEnglish: boolean): string {
  return inEnglish ? (english[month - 1] ?? String(month)) : `${month}月`
}

export function periodWords(period: Period, inEnglish: boolean): string {
  const { kind, year, index } = readPeriod(period)
  if (kind === 'year') return inEnglish ? `${year}` : `${year}年`
  if (kind === 'quarter') return inEnglish ? `Q${index} ${year}` : `${year}年第${'一二三四'[index - 1]}季度`
  if (kind === 'month') return inEnglish ? `${monthWords(index, true)} ${year}` : `${year}年${index}月`
  return inEnglish ? `${period.from} – ${period.to}` : `${period.from} 至 ${period.to}`
}
