// What a person reads when something is wrong.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, onEveryScreen, open, settled, withPage } from './browser.mjs'

test('a wrong password is told, and the name stays', () =>
  withPage(async (page) => {
    await open(page, '/sign-in')
    await page.getByLabel('登录名').fill('city-office')
    await page.getByLabel('密码').fill('not-the-password')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    assert.match(await page.getByRole('alert').innerText(), /密码/)
    assert.equal(await page.getByLabel('登录名').inputValue(), 'city-office')
    assert.match(page.url(), /sign-in/)
  }))

onEveryScreen(test, 'what is wrong with a field stands beside the field', async (page) => {
  await open(page, '/records/new?type=petitions.petition')
  const send = page.getByRole('button', { name: '登记', exact: true })
  await send.click()
  const field = (id) => page.locator('.field', { has: page.locator(`label[for="${id}"]`) })
  for (const id of ['new-channel', 'new-category']) assert.equal(await field(id).getByRole('alert').innerText(), '此项必填。')
  assert.equal(await field('new-day').getByRole('alert').count(), 0)

  // The server knows what the page does not: that day is not there yet.
  await page.locator('#new-channel').click()
  await page.getByRole('option', { name: '来访' }).first().click()
  await page.locator('#new-category').click()
  await page.getByRole('option').filter({ hasText: '家庭' }).first().click()
  await page.locator('#new-day').fill('2016-03-08')
  await page.locator('#new-day').press('Enter')
  await send.click()
  await field('new-day').getByRole('alert').waitFor()
  assert.match(await field('new-day').getByRole('alert').innerText(), /还没有到/)
}, { account: '321302-keeper' })

test('who acts on an older version is told and sees the newest', () =>
  withPage(async (page) => {
    const { items } = await ask(page, '/todos?limit=200')
    const record = items.find((todo) => todo.record.type === 'petitions.petition').record
    await open(page, `/records/${record.id}`)
    const remark = async (words) => {
      await page.getByRole('button', { name: '备注', exact: true }).click()
      await page.getByRole('dialog').getByLabel('说明').fill(words)
      return page.getByRole('dialog').getByRole('button', { name: '备注', exact: true })
    }
    const mine = await remark('我的备注')
    const { csrf } = await ask(page, '/session')
    const other = await page.request.post(`/api/records/${record.id}/timeline`, {
      headers: { 'X-CSRF': csrf, 'If-Match': `"${record.version}"` },
      data: { command: crypto.randomUUID(), action: 'remark', note: '同事的备注' },
    })
    assert.equal(other.status(), 200)
    await mine.click()
    const alert = page.getByRole('dialog').getByRole('alert')
    assert.match(await alert.innerText(), /刚刚被他人修改过/)
    await alert.getByRole('button', { name: '重新载入' }).click()
    await page.getByText('同事的备注').waitFor()
    await (await remark('看过之后的备注')).click()
    await page.getByText('看过之后的备注').waitFor()
  }, { account: '321302-keeper' }))

onEveryScreen(test, 'an address that leads nowhere says so and leads home', async (page) => {
  await open(page, '/no/such/page')
  await page.getByText('没有这个页面').waitFor()
  await page.getByRole('main').getByRole('link', { name: '首页' }).click()
  await page.getByRole('heading', { level: 1, name: /您好/ }).waitFor()
  await open(page, '/records/1')
  assert.match(await page.getByRole('alert').innerText(), /没有这条记录/)
}, { account: 'city-head' })

onEveryScreen(test, 'a page without network says so and goes on when it is back', async (page) => {
  await open(page, '/records')
  const rows = await page.getByRole('link', { name: /./ }).count()
  await page.context().setOffline(true)
  await page.getByText('网络已断开').waitFor()
  await page.getByRole('main').getByPlaceholder('搜索标题、姓名或编号').fill('助学金')
  await page.keyboard.press('Enter')
  const alert = page.getByRole('alert').filter({ hasText: '连不上服务器' })
  await alert.waitFor()
  await page.context().setOffline(false)
  await page.getByText('网络已断开').waitFor({ state: 'hidden' })
  await alert.getByRole('button', { name: '重试' }).click()
  await alert.waitFor({ state: 'hidden' })
  await settled(page)
  assert.ok(rows > 0)
}, { account: '321302-keeper' })

test('a session that has ended asks to sign in and leads back', () =>
  withPage(async (page) => {
    await open(page, '/figures/spring-bud.pupils?org=321302000000&from=2015-01-01&to=2015-12-31')
    const { csrf } = await ask(page, '/session')
    assert.equal((await page.request.delete('/api/session', { headers: { 'X-CSRF': csrf } })).status(), 204)
    await page.getByRole('button', { name: '按月份' }).click()
    await page.getByText('登录已过期').waitFor()
    await page.getByLabel('登录名').fill('city-head')
    await page.getByLabel('密码').fill('niangjia-demo')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: '资助贫困学子' }).waitFor()
    assert.match(page.url(), /org=321302000000/)
  }, { account: 'city-head' }))

test('a page that the account may not see leads home, a place out of reach is not found', () =>
  withPage(async (page) => {
    await open(page, '/accounts')
    await page.getByRole('heading', { level: 1, name: /您好/ }).waitFor()
    await open(page, '/dashboard?org=321300000000')
    assert.match(await page.getByRole('alert').innerText(), /没有/)
  }, { account: '321302001001' }))
