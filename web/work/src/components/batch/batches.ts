// What the page of a payment batch reckons and reads.
import type { Batch } from '@/api/types'
import { kindOf } from '@/components/imports/files'

export const itemStates = ['gathered', 'sent', 'arrived', 'bounced', 'dropped'] as const

// What may be done with a batch where it stands. The server says no where this is not so any more.
export function dealsOf(batch: Batch) {
  const { counts, state } = batch
  return {
    gathers: state === 'drafted',
    removes: state === 'drafted' && counts.gathered > 0,
    // A batch whose sending was interrupted stands sent with items that are not.
    sends: (state === 'approved' || state === 'sent') && counts.gathered > 0,
    // Once the bank has answered there is nothing to tell it any more.
    file: counts.sent > 0,
    result: state === 'sent' && counts.sent > 0,
  }
}

// What was dropped is no payment of the batch any more.
export const allItems = ({ counts }: Batch) => counts.gathered + counts.sent + counts.arrived + counts.bounced
export const sentOf = (batch: Batch) => allItems(batch) - batch.counts.gathered

// The bank's file as UTF-8, whatever the bank wrote it in; null when it is no text.
export function bankText(bytes: Uint8Array): Blob | null {
  const kind = kindOf(bytes)
  if (kind !== 'utf8' && kind !== 'gb18030') return null
  const text = new TextDecoder(kind === 'utf8' ? 'utf-8' : 'gb18030').decode(bytes)
  // A text that holds the letter of nothing is no CSV, though it can be read as one.
  return text.includes('\u0000') ? null : new Blob([text], { type: 'text/csv' })
}
