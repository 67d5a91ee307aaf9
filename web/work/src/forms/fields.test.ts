import { describe, expect, it } from 'vitest'
import type { Action, Field, RecordType } from '@/api/types'
import {
  allWrong,
  changed,
  choicePath,
  fieldsAtCreation,
  fieldsOf,
  given,
  givenInAddress,
  wrongWith,
} from './fields'

const text = (zh: string) => ({ zh, en: zh })
const field = (name: string, type: Field['type'], more: Partial<Field> = {}): Field => ({
  name,
  title: text(name),
  type,
  required: false,
  choices: null,
  sight: 'internal',
  ...more,
})
const action = (name: string, more: Partial<Action> = {}): Action => ({
  name,
  title: text(name),
  to: null,
  needs: [],
  takes: [],
  adds: [],
  noteRequired: false,
  confirm: false,
  assesses: false,
  ...more,
})
const pay = action('pay', { needs: ['paid-on'], takes: ['remark'] })
const type: RecordType = {
  name: 'spring-bud.grant',
  programme: 'spring-bud',
  programmeTitle: text('春蕾计划'),
  title: text('助学金'),
  kind: 'aid',
  levels: ['village'],
  subject: null,
  participants: [],
  fields: [
    field('school', 'text', { required: true }),
    field('amount', 'money'),
    field('paid-on', 'date'),
    field('remark', 'long-text'),
  ],
  create: action('create', { needs: ['school'] }),
  mayCreate: true,
  states: [],
  actions: [pay],
  part: false,
  risk: null,
}

describe('the fields of a form', () => {
  it('are what the action needs and takes, in the order of the type', () => {
    expect(fieldsOf(type, pay).map((one) => [one.name, one.required])).toEqual([
      ['paid-on', true],
      ['remark', false],
    ])
  })
  it('at creation include those no action names', () => {
    expect(fieldsAtCreation(type).map((one) => one.name)).toEqual(['school', 'amount'])
  })
  it('of a correction are all of the type', () => {
    expect(fieldsOf(type, action('correct'))).toHaveLength(4)
  })
  it('never ask for what the program fills in', () => {
    const fields = [field('cost', 'money', { required: true }), field('granted', 'money', { filledIn: true })]
    const claim = { ...type, fields, create: action('create', { needs: ['granted'] }), actions: [] }
    expect(fieldsAtCreation(claim).map((one) => one.name)).toEqual(['cost'])
    expect(fieldsOf(claim, action('check', { needs: ['granted'] }))).toEqual([])
    expect(fieldsOf(claim, action('correct')).map((one) => one.name)).toEqual(['cost'])
  })
  it('never ask by hand for what an assessment finds', () => {
    const risk = { title: text('risk'), items: [{ field: 'weapon', points: 0, red: true }], levels: [] }
    const fields = [field('story', 'text'), field('weapon', 'yes-no'), field('risk-points', 'count')]
    const petition = { ...type, fields, risk }
    expect(fieldsAtCreation(petition).map((one) => one.name)).toEqual(['story'])
    expect(fieldsOf(petition, action('correct')).map((one) => one.name)).toEqual(['story'])
    expect(fieldsOf(petition, action('assess', { takes: ['weapon'] }))).toHaveLength(1)
  })
})

describe('a value', () => {
  it('is asked for when it is needed', () => {
    expect(wrongWith(field('a', 'text', { required: true }), '')?.key).toBe('form.needed')
    expect(wrongWith(field('a', 'yes-no', { required: true }), false)).toBeNull()
    expect(wrongWith(field('a', 'count', { required: true }), 0)).toBeNull()
  })
  it('of money keeps its limits, told in yuan', () => {
    const money = field('amount', 'money', { min: 10000, max: 500000 })
    expect(wrongWith(money, 500001)).toEqual({ key: 'form.tooLargeMoney', with: { limit: '5,000' } })
    expect(wrongWith(money, 100)?.key).toBe('form.tooSmallMoney')
    expect(wrongWith(money, '五百')?.key).toBe('form.notMoney')
  })
  it('of text is counted in characters', () => {
    expect(wrongWith(field('a', 'text', { maxLength: 2 }), '春蕾')).toBeNull()
    expect(wrongWith(field('a', 'text', { maxLength: 2 }), '春蕾班')?.key).toBe('form.tooLong')
  })
  it('is found wrong field by field', () => {
    expect(Object.keys(allWrong(fieldsAtCreation(type), { amount: 'x' }))).toEqual(['school', 'amount'])
  })
})

describe('what is sent', () => {
  it('is what was given', () => {
    expect(given({ a: ' x ', b: '', c: null, d: 0, e: false })).toEqual({ a: 'x', d: 0, e: false })
  })
  it('of a correction is what changed', () => {
    expect(changed({ a: 'x', b: 1, c: 'y' }, { a: 'x', b: 2, c: '', d: null })).toEqual({ b: 2, c: null })
  })
})

it('a nested choice is found with those above it', () => {
  const choices = [{ value: 'senior', title: text('高中'), of: [{ value: 'general', title: text('普通') }] }]
  expect(choicePath(choices, 'general').map((one) => one.value)).toEqual(['senior', 'general'])
})

describe('an address', () => {
  it('fills in the fields that it names, numbers as they are stored, and nothing else', () => {
    expect(
      givenInAddress(type, {
        'with.school': '实验小学',
        'with.amount': '50000',
        'with.paid-on': '',
        'with.nowhere': 'x',
        school: 'y',
      }),
    ).toEqual({ school: '实验小学', amount: 50000 })
    expect(givenInAddress(type, { 'with.amount': '五百', 'with.school': ['a', 'b'] })).toEqual({})
  })
})
