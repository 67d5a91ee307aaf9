// A cadre's day: signing in, seeing what is due, taking a step.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, onEveryScreen, open, settled, withPage } from './browser.mjs'

onEveryScreen(test, 'a demonstration account is filled in by its button and signs in', async (page) => {
  await open(page, '/')
  assert.match(page.url(), /\/sign-in$/)
  await page.getByRole('button', { name: /宿城区妇联部室干部/ }).click()
  assert.equal(await page.getByLabel('登录名').inputValue(), '321302-keeper')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: /您好$/ }).waitFor()

  const todos = page.locator('section', { has: page.getByRole('heading', { name: '我的待办' }) }).getByRole('listitem')
  assert.ok((await todos.count()) >= 10, 'the to-dos are there')
  for (const text of await todos.allInnerTexts()) {
    assert.match(text, /(逾期 \d+ 天|今天到期|还剩 \d+ 天|可以办理|\d+ 天后可办|—)\s*(\d+ 个工作日)?$/, 'each counts down')
  }
})

test('what is overdue is counted as the list shows it', () =>
  withPage(async (page) => {
    await open(page, '/')
    const counted = Number(await page.locator('.stat', { hasText: '已逾期' }).locator('strong').innerText())
    const { items } = await ask(page, '/todos?limit=200')
    assert.equal(counted, items.filter((todo) => todo.record.overdue).length)
    assert.ok(items.some((todo) => todo.record.waits && todo.daysLeft < 0), 'a notice has ended')
    assert.ok(items.every((todo) => !(todo.record.waits && todo.record.overdue)), 'a wait that has ended is not late')
  }, { account: '321302-keeper' }))

onEveryScreen(test, 'the dashboard shows work by month and organisation and opens an organisation', async (page) => {
  await open(page, '/dashboard')
  const board = await ask(page, '/dashboard?org=321300000000&year=2015')
  assert.equal(await page.locator('.stat', { hasText: '新登记' }).locator('strong').innerText(), board.opened.toLocaleString('en'))
  for (const chart of ['各月登记与办结', '各下级登记与办结']) {
    const image = page.getByRole('img', { name: chart })
    await image.locator('svg path').nth(10).waitFor({ state: 'attached' }) // the chart is drawn when its script has come
    assert.match(await image.innerText(), /新登记[\s\S]*已办结|1月/, `${chart} has words`)
  }
  await page.getByRole('button', { name: '沭阳县' }).click()
  await page.getByText('沭阳县妇女联合会 · 2015 年').waitFor()
}, { account: 'city-head' })

onEveryScreen(test, 'a to-do leads to its record, its step is taken, and the to-do moves on', async (page) => {
  await open(page, '/')
  const more = page.getByRole('button', { name: '继续载入' })
  while (await more.count()) {
    await more.click()
    await settled(page)
  }
  const { total } = await ask(page, '/todos?limit=1')
  await page.getByText(`共 ${total} 条`).waitFor()
  const todo = page.getByRole('listitem').filter({ hasText: '待县级审批并公示' }).last()
  const title = await todo.locator('b').innerText()
  await todo.getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  await settled(page)

  assert.match(await page.locator('main').innerText(), /321302-\d{8}/, 'the record says its number')
  const timeline = page.locator('section', { has: page.getByRole('heading', { name: '办理经过' }) })
  assert.deepEqual(await timeline.getByRole('heading', { level: 3 }).allInnerTexts(), ['乡镇审核', '申报'])
  assert.match(await timeline.innerText(), /妇联主席/)

  await page.getByRole('button', { name: '县级审批并公示' }).click()
  await page.getByRole('dialog').getByLabel('说明').fill('材料齐全，同意公示。')
  await page.getByRole('dialog').getByRole('button', { name: /县级审批并公示/ }).click()
  await page.getByText('“县级审批并公示”已完成。').waitFor()
  await settled(page)
  assert.equal(await timeline.getByRole('heading', { level: 3 }).first().innerText(), '县级审批并公示')
  assert.match(await timeline.innerText(), /材料齐全，同意公示。/)
  assert.ok(await page.getByRole('button', { name: '发放', exact: true }).isDisabled(), 'nothing is paid while the notice runs')

  await open(page, '/')
  const moved = page.getByRole('listitem').filter({ hasText: title })
  if (await moved.count()) assert.match(await moved.innerText(), /待发放[\s\S]*天后可办/)
  const { items } = await ask(page, '/todos?limit=200')
  assert.deepEqual(items.filter((one) => one.record.title === title).map((one) => one.action.name), ['pay'])
}, { account: '321302-keeper' })

test('a record is entered, a file is attached and comes back', () =>
  withPage(async (page) => {
    await open(page, '/records/new?type=petitions.petition')
    await page.locator('#new-channel').click()
    await page.getByRole('option', { name: '来访' }).first().click()
    await page.locator('#new-category').click()
    await page.getByRole('option').filter({ hasText: '家庭' }).first().click()
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await page.getByText(/已登记，编号 321302-\d{8}。/).waitFor()
    await page.waitForURL(/\/records\/\d+$/)
    await settled(page)

    const file = { name: '情况说明.txt', mimeType: 'text/plain', buffer: Buffer.from('来访登记情况说明', 'utf8') }
    await page.locator('input[type=file]').setInputFiles(file)
    const link = page.getByRole('link', { name: '情况说明.txt' })
    await link.waitFor()
    const answer = await page.request.get(await link.getAttribute('href'))
    assert.equal(await answer.text(), '来访登记情况说明')
  }, { account: '321302-keeper' }))

test('signing out leaves nothing to see', () =>
  withPage(async (page) => {
    await open(page, '/records')
    await page.getByRole('button', { name: /我的账号/ }).click()
    await page.getByText('退出登录').click()
    await page.waitForURL(/\/sign-in$/)
    assert.equal((await page.request.get('/api/session')).status(), 401)
    await page.goBack()
    await page.getByRole('button', { name: '登录', exact: true }).waitFor()
  }, { account: 'city-head' }))
