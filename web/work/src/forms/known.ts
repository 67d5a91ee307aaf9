import type { Candidate } from '@/api/types'

// What confirms, in a new person's `despite`, that somebody out of reach is somebody else.
export const elsewhere = 'elsewhere'
export const keyOf = (one: Candidate) => one.person?.id ?? elsewhere

// Whether each of those who were shown has been confirmed to be somebody else.
export const allConfirmed = (candidates: Candidate[], confirmed: string[]) =>
  candidates.every((one) => confirmed.includes(keyOf(one)))
