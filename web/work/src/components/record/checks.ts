// What is asked before somebody is proposed for aid: whether she has it twice, and whether a ceiling is reached.
import type { Check, CheckQuestion, FieldValues, RecordType } from '@/api/types'
import { yearOf } from '@/format/days'

export const isChecked = (type: RecordType) => type.kind === 'aid' && type.subject?.who === 'person'

// The question for what is filled in, or nothing while there is nobody to ask about.
export function questionOf(
  type: RecordType,
  org: string | null,
  subject: string | null,
  values: FieldValues,
  day: string,
): CheckQuestion | null {
  if (!isChecked(type) || !org || !subject) return null
  const field = (kind: string, name: string) =>
    type.fields.find((one) => one.type === kind && one.name === name) ??
    type.fields.find((one) => one.type === kind)
  const number = (name: string | undefined) => {
    const value = name === undefined ? undefined : values[name]
    return typeof value === 'number' ? value : undefined
  }
  const amount = number(field('money', 'amount')?.name)
  return {
    type: type.name,
    org,
    subject,
    year: number(field('year', 'year')?.name) ?? yearOf(day),
    ...(amount === undefined ? {} : { amount }),
  }
}

export const keyOf = (one: Check) => `${one.kind} ${one.record ?? ''} ${one.text.zh}`
export const stops = (problems: Check[]) => problems.filter((one) => one.blocks)
export const warns = (problems: Check[]) => problems.filter((one) => !one.blocks)
