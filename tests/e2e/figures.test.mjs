// From a number of the city down to the records that it is counted from.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, downloaded, isZip, onEveryScreen, open, settled, withPage } from './browser.mjs'

onEveryScreen(test, 'a number is followed from the city to the village and to its records', async (page) => {
  await open(page, '/figures')
  await page.getByRole('link', { name: '资助贫困学子' }).first().click()
  await page.getByRole('heading', { level: 1, name: '资助贫困学子' }).waitFor()
  await settled(page)
  const big = page.locator('.big')
  const city = await ask(page, '/figures/values?org=321300000000&from=2015-01-01&to=2015-12-31&figures=spring-bud.pupils')
  assert.equal(await big.innerText(), city.items[0].text)

  for (const place of ['宿城区', '幸福街道', '凤凰社区']) {
    const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: place }) })
    const there = await row.getByRole('cell').nth(1).innerText()
    await row.getByRole('button').click()
    await page.locator('nav[aria-label="所在位置"] b', { hasText: place }).waitFor()
    await settled(page)
    assert.equal(await big.innerText(), there, `${place} has the number that its row said`)
  }
  const records = page.locator('section', { has: page.getByRole('heading', { name: '数字背后的记录' }) }).locator('tbody tr')
  assert.equal(`${await records.count()}名`, await big.innerText(), 'each pupil has her record')
  await records.first().getByRole('link').click()
  await page.getByText('已发放').first().waitFor()
  assert.match(await page.locator('main').innerText(), /凤凰社区/)
}, { account: 'city-head' })

onEveryScreen(test, 'the organisation and the period are chosen, and the address remembers them', async (page) => {
  await open(page, '/figures')
  await page.locator('#figures-org').click()
  await page.getByRole('dialog').getByPlaceholder('搜索名称或代码').fill('泗洪县')
  await page.getByRole('dialog').getByRole('button', { name: /泗洪县妇女联合会/ }).click()
  await page.getByText('泗洪县妇女联合会 · 2015年').waitFor()
  await page.getByRole('button', { name: '季', exact: true }).click()
  await page.getByText('2015年第一季度').first().waitFor()
  assert.match(page.url(), /org=321324000000/)
  await page.reload()
  await settled(page)
  await page.getByText('泗洪县妇女联合会 · 2015年第一季度').waitFor()
  const { items } = await ask(page, '/figures/values?org=321324000000&from=2015-01-01&to=2015-03-31&figures=spring-bud.paid')
  assert.match(await page.getByRole('row').filter({ hasText: '发放各类助学款' }).innerText(), new RegExp(items[0].text))
}, { account: 'city-head' })

test('a figure is shown by month, and a ratio with its two numbers', () =>
  withPage(async (page) => {
    await open(page, '/figures/petitions.received')
    await page.getByRole('button', { name: '按月份' }).click()
    await page.getByRole('cell', { name: '12月', exact: true }).waitFor()
    await open(page, '/figures')
    assert.match(await page.getByRole('row').filter({ hasText: '专款使用率' }).innerText(), /83\.3%\s+1,126,000 \/ 1,351,000/)
  }, { account: 'city-head' }))

test('the figures and a ledger come as xlsx', () =>
  withPage(async (page) => {
    await open(page, '/figures')
    const figures = await downloaded(page, page.getByRole('link', { name: '导出数据表' }))
    assert.match(figures.name, /\.xlsx$/)
    assert.ok(isZip(figures.bytes))
    await open(page, '/records?type=spring-bud.grant&org=321302001000')
    const ledger = await downloaded(page, page.getByRole('link', { name: '导出台账' }))
    assert.match(ledger.name, /春蕾助学金台账.*\.xlsx$/)
    assert.ok(isZip(ledger.bytes))
  }, { account: 'city-head' }))
