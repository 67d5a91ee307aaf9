import { describe, expect, it } from 'vitest'
import { idOfNumber, numberOfId, toRecord } from './records'

describe("a record's number", () => {
  it('gives the id, and the id gives it back', () => {
    expect(idOfNumber('321302-00000042')).toBe('2826202280221474858')
    expect(numberOfId('2826202280221474858')).toBe('321302-00000042')
    expect(numberOfId(idOfNumber('110000-00000001')!)).toBe('110000-00000001')
  })
  it('is nothing else', () => {
    for (const text of ['', '42', '321302-', '3213020-1', '321302-00000042 '])
      expect(idOfNumber(text), text).toBeNull()
    expect(numberOfId('321302-00000042')).toBeNull()
    expect(toRecord('nonsense').params.id).toBe('0')
  })
})
