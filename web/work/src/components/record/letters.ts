import type { RecordInFull, TimelineEntry } from '@/api/types'

// The action by which the staff write to her who asked through the portal; it has a place of its own on the page.
export const messageAction = 'message'

export const mayWrite = (record: RecordInFull) =>
  !record.locked && record.actions.some((one) => one.name === messageAction && one.allowed)

// Whether there are letters to ask for: only what came through the portal has any, and a locked record shows none.
export const hasLetters = (record: RecordInFull, timeline: TimelineEntry[]) =>
  !record.locked &&
  (mayWrite(record) ||
    timeline.some((one) => one.action === messageAction || one.action === 'applicant-message'))
