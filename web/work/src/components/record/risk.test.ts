import { describe, expect, it } from 'vitest'
import type { RiskForm } from '@/api/types'
import { isRiskField, riskOf } from './risk'

const title = { zh: '', en: '' }
const form: RiskForm = {
  title,
  items: [
    { field: 'weapon', points: 0, red: true },
    { field: 'injured', points: 4, red: false },
    { field: 'alone', points: 3, red: false },
  ],
  levels: [
    { value: 'red', title, points: 12 },
    { value: 'orange', title, points: 7 },
    { value: 'blue', title, points: 0 },
  ],
}

describe('the level of danger', () => {
  it('is the sum of what was answered with yes', () => {
    expect(riskOf(form, {})).toEqual({ level: 'blue', points: 0 })
    expect(riskOf(form, { injured: true, alone: false })).toEqual({ level: 'blue', points: 4 })
    expect(riskOf(form, { injured: true, alone: true })).toEqual({ level: 'orange', points: 7 })
  })
  it('is the highest with a red item, whatever the sum', () => {
    expect(riskOf(form, { weapon: true })).toEqual({ level: 'red', points: 0 })
  })
  it('has fields of its own, which the page shows together', () => {
    expect(isRiskField(form, 'weapon')).toBe(true)
    expect(isRiskField(form, 'risk-level')).toBe(true)
    expect(isRiskField(form, 'story')).toBe(false)
    expect(isRiskField(null, 'risk-level')).toBe(false)
  })
})
