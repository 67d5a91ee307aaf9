import type { Field, FieldValue, RecordInFull, RecordType } from '@/api/types'
import { choicePath } from '@/forms/fields'
import { dayWords } from '@/format/days'
import { yuan } from '@/format/numbers'

// Papers are Chinese whatever the pages speak: these are a field's words on paper.
export function fieldWords(field: Field | undefined, value: FieldValue | undefined): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (field?.type === 'money' && typeof value === 'number') return `${yuan(value)}元`
  if (field?.type === 'choice')
    return (
      choicePath(field.choices, value)
        .map((one) => one.title.zh)
        .join('／') || String(value)
    )
  if (field?.type === 'date') return dayWords(String(value), false)
  return `${String(value)}${field?.unit ?? ''}`
}

export const words = (record: RecordInFull, type: RecordType, name: string): string =>
  fieldWords(
    type.fields.find((one) => one.name === name),
    record.fields[name],
  )

export const named = (record: RecordInFull, role: string): string =>
  record.participants
    .filter((one) => one.role === role)
    .map((one) => one.name)
    .join('、')

// What stood on lines of its own becomes paragraphs, each of which begins two characters in.
export const paragraphs = (text: string): string[] =>
  text
    .split(/\n+/)
    .map((line) => line.trim())
    .filter(Boolean)

// A chosen word without those it stands under.
export function lastWord(record: RecordInFull, type: RecordType, name: string): string {
  const field = type.fields.find((one) => one.name === name)
  const value = record.fields[name]
  if (field?.type !== 'choice' || value === null || value === undefined) return words(record, type, name)
  return choicePath(field.choices, value).at(-1)?.title.zh ?? String(value)
}
