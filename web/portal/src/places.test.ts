import { expect, test } from 'vitest'
import { addressOf, isPublic, placeAt } from './places'

test('what is public has an address, and the address leads to it', () => {
  for (const place of [
    { screen: 'notices', fund: '' },
    { screen: 'funds', fund: '' },
    { screen: 'gifts', fund: '' },
    { screen: 'fund', fund: '321300-00000012' },
  ] as const) {
    expect(isPublic(place.screen)).toBe(true)
    expect(placeAt(addressOf(place))).toEqual(place)
  }
  expect(addressOf({ screen: 'fund', fund: '321300-00000012' }).endsWith('funds/321300-00000012')).toBe(true)
})

test('what is hers has none', () => {
  for (const screen of ['home', 'ask', 'given', 'enter', 'request'] as const) {
    expect(isPublic(screen)).toBe(false)
    expect(addressOf({ screen, fund: '321300-00000012' })).toBe(import.meta.env.BASE_URL)
  }
})

test('an address that nobody made leads to the first page', () => {
  const base = import.meta.env.BASE_URL
  for (const path of ['/', base, `${base}ask`, `${base}request`, `${base}funds/..`, `${base}funds/321300-1/x`, `${base}notices/7`]) {
    expect(placeAt(path).screen, path).toBe('home')
  }
})
