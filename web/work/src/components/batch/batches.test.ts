import { describe, expect, it } from 'vitest'
import type { Batch } from '@/api/types'
import { allItems, bankText, dealsOf, sentOf } from './batches'

const batch = (state: string, gathered: number, sent = 0, arrived = 0, bounced = 0): Batch => ({
  state,
  counts: { gathered, sent, arrived, bounced, dropped: 1 },
  sum: 0,
  running: false,
})

describe('a batch', () => {
  it('is gathered and weeded while it is drafted, and not later', () => {
    expect(dealsOf(batch('drafted', 3))).toMatchObject({ gathers: true, removes: true, sends: false })
    expect(dealsOf(batch('drafted', 0))).toMatchObject({ gathers: true, removes: false })
    expect(dealsOf(batch('approved', 3))).toMatchObject({ gathers: false, removes: false, sends: true })
  })
  it('is sent once it is approved, and again when sending was interrupted', () => {
    expect(dealsOf(batch('approved', 0)).sends).toBe(false)
    expect(dealsOf(batch('sent', 2, 5)).sends).toBe(true)
    expect(dealsOf(batch('sent', 0, 7)).sends).toBe(false)
  })
  it('has a file and a result while anything is with the bank', () => {
    expect(dealsOf(batch('approved', 3)).file).toBe(false)
    expect(dealsOf(batch('sent', 0, 7))).toMatchObject({ file: true, result: true })
    expect(dealsOf(batch('settled', 0, 0, 6, 1))).toMatchObject({ file: false, result: false })
  })
  it('counts what is on its way', () => {
    expect([allItems(batch('sent', 2, 3, 4, 1)), sentOf(batch('sent', 2, 3, 4, 1))]).toEqual([10, 8])
  })
})

describe("the bank's file", () => {
  it('is sent in UTF-8 whatever it was written in', async () => {
    const utf8 = bankText(new TextEncoder().encode('序号,结果\n1,成功'))
    expect(await utf8?.text()).toBe('序号,结果\n1,成功')
    // 成功 in GB18030
    const gb = bankText(Uint8Array.from([0x31, 0x2c, 0xb3, 0xc9, 0xb9, 0xa6]))
    expect(await gb?.text()).toBe('1,成功')
  })
  it('is no workbook and nothing that cannot be read', () => {
    expect(bankText(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]))).toBeNull()
    expect(bankText(Uint8Array.from([0x31, 0x00, 0x32]))).toBeNull()
  })
})
