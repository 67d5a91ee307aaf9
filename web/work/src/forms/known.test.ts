import { expect, test } from 'vitest'
import type { Candidate } from '@/api/types'
import { allConfirmed, keyOf } from './known'

const candidate = (id: string | null) => ({ person: id ? { id } : null }) as Candidate

test('who is out of reach is confirmed by one word, the others by their ids', () => {
  expect([candidate('7'), candidate(null)].map(keyOf)).toEqual(['7', 'elsewhere'])
})

test('all must be confirmed before somebody is entered in spite of them', () => {
  const shown = [candidate('7'), candidate('9'), candidate(null)]
  expect(allConfirmed(shown, ['7', '9'])).toBe(false)
  expect(allConfirmed(shown, ['9', 'elsewhere', '7', '3'])).toBe(true)
})
