import { expect, test } from 'vitest'
import type { RecordInFull, TimelineEntry } from '@/api/types'
import { hasLetters, mayWrite } from './letters'

const record = (locked: boolean, ...actions: string[]) =>
  ({ locked, actions: actions.map((name) => ({ name, allowed: true })) }) as RecordInFull
const steps = (...actions: string[]) => actions.map((action) => ({ action })) as TimelineEntry[]

test('letters are asked for where they can be written or were written', () => {
  expect(hasLetters(record(false, 'message'), [])).toBe(true)
  expect(hasLetters(record(false, 'remark'), steps('create', 'applicant-message'))).toBe(true)
  expect(hasLetters(record(false, 'remark'), steps('create', 'message'))).toBe(true)
  expect(hasLetters(record(false, 'remark'), steps('create', 'remark'))).toBe(false)
})

test('a locked record shows no letters and takes none', () => {
  expect(hasLetters(record(true, 'message'), steps('applicant-message'))).toBe(false)
  expect(mayWrite(record(true, 'message'))).toBe(false)
})
