import { expect, test } from 'vitest'
import type { RecordInFull, RecordType } from '@/api/types'
import { lastWord, paragraphs } from './paperWords'

test('lines become paragraphs, and what is empty becomes none', () => {
  expect(paragraphs(' 一\n\n  二\n')).toEqual(['一', '二'])
  expect(paragraphs('')).toEqual([])
})

test('a category is named without those it stands under', () => {
  const title = (zh: string) => ({ zh, en: zh })
  const land = { value: 'land', title: title('宅基地') }
  const choices = [{ value: 'property', title: title('财产权益'), of: [land] }]
  const type = { fields: [{ name: 'category', type: 'choice', choices }] } as unknown as RecordType
  const record = (category: string | null) => ({ fields: { category } }) as unknown as RecordInFull
  expect(lastWord(record('land'), type, 'category')).toBe('宅基地')
  expect(lastWord(record(null), type, 'category')).toBe('')
})
