// What the pages of funds reckon with what the books say. Money is whole fen all the way.
import type { Plan, Statement, StatementLine, Text } from '@/api/types'
import { grouped } from '@/format/numbers'
import { monthPeriod, type Period } from '@/format/periods'

// In books the fen are always written.
export const inBooks = (fen: number) => grouped(fen / 100, 2)

// Types whose first step opens a fund, so that their records have books.
export const fundTypes = ['funds.fund', 'small-loans.product']

export const mostMonths = 24

// The months of a period, or nothing where there are too many to draw.
export function monthsOf({ from, to }: Period, most = mostMonths): Period[] {
  const first = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1
  const last = Number(to.slice(0, 4)) * 12 + Number(to.slice(5, 7)) - 1
  if (last < first || last - first >= most) return []
  return Array.from({ length: last - first + 1 }, (_one, i) =>
    monthPeriod(Math.floor((first + i) / 12), ((first + i) % 12) + 1),
  )
}

// From the first day of a month to the last one of another ("2015-03", "2015-11"): what a statement takes. Nothing when it runs
// backwards.
export function wholeMonths(first: string, last: string): Period | null {
  if (!first || !last || first > last) return null
  const part = (month: string) => monthPeriod(Number(month.slice(0, 4)), Number(month.slice(5, 7)))
  return { from: part(first).from, to: part(last).to }
}

export interface StatementRow {
  key: string
  title: Text
  amount: number
  parts: { key: string; title: Text; amount: number }[]
}

const otherwise: Text = { zh: '其他', en: 'Other' }

// The lines of a part of a statement, by account, each with where it came from or what it was used for. A single part that has
// no name of its own says nothing more than its account.
export function rowsOf(lines: StatementLine[]): StatementRow[] {
  const rows = new Map<string, StatementRow>()
  for (const line of lines) {
    const row = rows.get(line.account) ?? { key: line.account, title: line.title, amount: 0, parts: [] }
    rows.set(line.account, row)
    row.amount += line.amount
    const names = [line.programme ? line.programmeTitle : null, line.source ? line.sourceTitle : null].filter(
      (one): one is Text => one !== null,
    )
    const key = `${line.programme}/${line.source}`
    const title = names.length
      ? { zh: names.map((one) => one.zh).join(' · '), en: names.map((one) => one.en || one.zh).join(' · ') }
      : otherwise
    const there = row.parts.find((one) => one.key === key)
    if (there) there.amount += line.amount
    else row.parts.push({ key, title, amount: line.amount })
  }
  for (const row of rows.values()) {
    if (row.parts.length === 1 && row.parts[0]!.key === '/') row.parts = []
    row.parts.sort((a, b) => b.amount - a.amount)
  }
  return [...rows.values()]
}

// What is missing between the beginning, what moved and the end: nothing, in sound books.
export const differenceOf = (one: Statement) => one.openingSum + one.incomeSum - one.usesSum - one.closingSum

export interface Bar {
  title: Text
  income: number
  uses: number
}

// The bars of a statement: what came in by source, what went out by purpose, the largest first.
export function barsOf(statement: Statement): Bar[] {
  const sums = (lines: StatementLine[], name: (line: StatementLine) => Text) => {
    const found = new Map<string, { title: Text; amount: number }>()
    for (const line of lines) {
      const title = name(line)
      const there = found.get(title.zh)
      if (there) there.amount += line.amount
      else found.set(title.zh, { title, amount: line.amount })
    }
    return [...found.values()].filter((one) => one.amount !== 0).sort((a, b) => b.amount - a.amount)
  }
  return [
    ...sums(statement.income, (line) => (line.source ? line.sourceTitle : line.title)).map((one) => ({
      title: one.title,
      income: one.amount,
      uses: 0,
    })),
    ...sums(statement.uses, (line) => (line.programme ? line.programmeTitle : line.title)).map((one) => ({
      title: one.title,
      income: 0,
      uses: one.amount,
    })),
  ]
}

// How much of the year's budget is used: the plan in all where there is one, else what was planned for each purpose.
export function executionOf(
  plans: Plan[],
  year: number,
): { planned: number; used: number; share: number } | null {
  const ofYear = plans.filter((one) => one.year === year)
  const whole = ofYear.filter((one) => !one.programme && one.planned !== null)
  const counted = whole.length ? whole : ofYear.filter((one) => one.planned !== null)
  const planned = counted.reduce((sum, one) => sum + (one.planned ?? 0), 0)
  const used = counted.reduce((sum, one) => sum + one.used, 0)
  return planned > 0 ? { planned, used, share: (used / planned) * 100 } : null
}

// A seed as auditors write it down: short enough to be read out.
export const newSeed = () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % 1_000_000
