// What a pack's fields mean for a form: which are asked, what is wrong with what was given, what is sent.
import type { Action, Choice, Field, FieldValue, FieldValues, RecordType } from '@/api/types'
import { isRiskField } from '@/components/record/risk'
import { decimals, grouped, yuan } from '@/format/numbers'

const numeric = new Set(['count', 'decimal', 'money', 'year'])

// The fields an action asks for, in the order of the type; what it needs is required. What the program fills in nobody is asked for.
export function fieldsOf(type: RecordType, action: Action): Field[] {
  const needed = new Set(action.needs)
  const asked = new Set([...action.needs, ...action.takes])
  // What an assessment found is changed by another assessment, which reckons the level anew.
  if (action.name === 'correct' && asked.size === 0)
    type.fields
      .filter((field) => !isRiskField(type.risk, field.name))
      .forEach((field) => asked.add(field.name))
  return type.fields
    .filter((field) => asked.has(field.name) && !field.filledIn)
    .map((field) => ({
      ...field,
      required: needed.has(field.name) || (field.required && action.name === 'correct'),
    }))
}

// What an address fills into the form of a new record: `with.NAME` for a field. A number is given as it is stored.
export function givenInAddress(type: RecordType, query: Record<string, unknown>): FieldValues {
  const out: FieldValues = {}
  for (const field of type.fields) {
    const value = query[`with.${field.name}`]
    if (typeof value !== 'string' || !value) continue
    if (!numeric.has(field.type)) out[field.name] = value
    else if (Number.isFinite(Number(value))) out[field.name] = Number(value)
  }
  return out
}

// At creation also those fields may be given that no action of the workflow names.
export function fieldsAtCreation(type: RecordType): Field[] {
  const later = new Set(type.actions.flatMap((action) => [...action.needs, ...action.takes]))
  const asked = new Set([...type.create.needs, ...type.create.takes])
  return type.fields
    .filter(
      (field) =>
        !field.filledIn &&
        (asked.has(field.name) ||
          field.required ||
          (!later.has(field.name) && !isRiskField(type.risk, field.name))),
    )
    .map((field) => ({ ...field, required: field.required || type.create.needs.includes(field.name) }))
}

export interface Wrong {
  key: string
  with: Record<string, string | number>
}

const empty = (value: FieldValue | undefined) => value === null || value === undefined || value === ''

// What a person should mend before anything is sent. The server checks all of it again.
export function wrongWith(field: Field, value: FieldValue | undefined): Wrong | null {
  if (empty(value)) return field.required ? { key: 'form.needed', with: {} } : null
  if (numeric.has(field.type)) {
    if (typeof value !== 'number')
      return {
        key:
          field.type === 'money'
            ? 'form.notMoney'
            : field.type === 'decimal'
              ? 'form.notNumber'
              : 'form.notWhole',
        with: {},
      }
    const money = field.type === 'money' ? 'Money' : ''
    const show = (limit: number) =>
      money ? yuan(limit) : field.type === 'year' ? String(limit) : grouped(limit, decimals(limit))
    if (field.min != null && value < field.min)
      return { key: `form.tooSmall${money}`, with: { limit: show(field.min) } }
    if (field.max != null && value > field.max)
      return { key: `form.tooLarge${money}`, with: { limit: show(field.max) } }
  }
  if (typeof value === 'string' && field.maxLength && [...value].length > field.maxLength)
    return { key: 'form.tooLong', with: { limit: field.maxLength } }
  return null
}

export function allWrong(fields: Field[], values: FieldValues): Record<string, Wrong> {
  const out: Record<string, Wrong> = {}
  for (const field of fields) {
    const wrong = wrongWith(field, values[field.name])
    if (wrong) out[field.name] = wrong
  }
  return out
}

// Only what was given; text without blanks around it.
export function given(values: FieldValues): FieldValues {
  return Object.fromEntries(
    Object.entries(values)
      .map(([name, value]): [string, FieldValue] => [name, typeof value === 'string' ? value.trim() : value])
      .filter(([, value]) => !empty(value)),
  )
}

// What differs from before; an emptied field is sent as null.
export function changed(before: FieldValues, now: FieldValues): FieldValues {
  const out: FieldValues = {}
  for (const [name, value] of Object.entries(now)) {
    const next = typeof value === 'string' ? value.trim() : value
    if ((empty(next) ? null : next) !== (before[name] ?? null)) out[name] = empty(next) ? null : next
  }
  return out
}

// The choice with this value, with the choices above it.
export function choicePath(choices: Choice[] | null, value: FieldValue): Choice[] {
  for (const choice of choices ?? []) {
    if (choice.value === value) return [choice]
    const below = choice.of ? choicePath(choice.of, value) : []
    if (below.length) return [choice, ...below]
  }
  return []
}
