import { expect, test } from 'vitest'
import { share, yuan } from './money'

test('money is written in yuan', () => {
  expect([368000000, 123456, 0, -150].map(yuan)).toEqual(['3,680,000', '1,234.56', '0', '-1.50'])
})

test('bars are as long as what they tell, beside the longest', () => {
  const amounts = [400, 100, 1, 0]
  expect(amounts.map((one) => share(one, amounts))).toEqual([100, 25, 1, 0])
  expect(share(0, [0])).toBe(0)
})
