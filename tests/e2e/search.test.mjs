// Looking for what was written, from anywhere in the workbench.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, onEveryScreen, open, screens, settled, withPage } from './browser.mjs'

let written = 0

// A petition with a story of its own, as the page's session enters it.
async function petition(page, story) {
  const { csrf } = await ask(page, '/session')
  const answer = await page.request.post('/api/records', {
    headers: { 'X-CSRF': csrf },
    data: {
      command: `e2e-search-${Date.now()}-${++written}`, type: 'petitions.petition', org: '321302000000',
      fields: { channel: 'visit', category: 'divorce', story },
    },
  })
  assert.equal(answer.status(), 201, await answer.text())
  return answer.json()
}

onEveryScreen(test, 'what was written is found from the top bar, marked, and opens', async (page, screen) => {
  const word = screen === 'desk' ? '琉璃' : '珊瑚'
  const record = await petition(page, `来访人说，她出嫁时带来的${word}镯子不见了😀，请妇联帮助协商返还。`)
  await open(page, '/')
  await page.keyboard.press('/')
  await page.keyboard.type(`${word}镯子 协商`)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/search\?q=/)
  const hit = page.getByRole('listitem').filter({ hasText: record.number })
  await hit.waitFor()
  await settled(page)
  assert.deepEqual(await hit.locator('mark').allInnerTexts(), [`${word}镯子`, '协商'])
  assert.match(await hit.innerText(), /情况摘要：来访人说[\s\S]*宿城区/)
  assert.match(await page.locator('main').getByRole('heading', { level: 2 }).first().innerText(), /\d{4}年\d+月/)

  await page.locator('form.question').getByRole('textbox').fill('没有人写过的话')
  await page.keyboard.press('Enter')
  await page.getByText('没有找到“没有人写过的话”').waitFor()
  await page.locator('form.question').getByRole('textbox').fill(record.number)
  await page.locator('form.question').getByRole('button', { name: '搜索' }).click()
  await hit.getByRole('link').click()
  await page.getByRole('heading', { level: 1, name: record.title }).waitFor()
  await page.goBack()
  await hit.waitFor()
}, { account: '321302-keeper' })

test('a story is not found by whom it is hidden from', () =>
  withPage(async (keeper) => {
    const { number } = await petition(keeper, '请勿外传：翡翠簪子')
    await withPage(async (admin) => {
      await open(admin, '/search?q=翡翠簪子')
      await admin.getByText('没有找到“翡翠簪子”').waitFor()
      await open(admin, `/search?q=${number}`)
      assert.deepEqual(await admin.locator('mark').allInnerTexts(), [number])
    }, { account: 'city-admin' })
  }, { account: '321302-keeper' }))

test('the search page begins empty, keeps to a type, goes on page by page, and says when it cannot', () =>
  withPage(async (page) => {
    await open(page, '/')
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await page.getByText('输入要找的字词').first().waitFor()
    await page.locator('form.question').getByRole('textbox').fill('321302')
    await page.keyboard.press('Enter')
    await page.getByText('已显示 20 条').waitFor()
    await page.getByRole('button', { name: '继续载入' }).click()
    await page.getByText('已显示 40 条').waitFor()
    await page.getByRole('combobox', { name: '类型' }).click()
    await page.getByRole('option', { name: '信访件' }).click()
    await page.waitForURL(/type=petitions\.petition/)
    await settled(page)
    for (const text of await page.locator('main').getByRole('listitem').allInnerTexts()) assert.match(text, /信访件/)

    await page.route('**/api/search?*', (route) => route.abort())
    await page.locator('form.question').getByRole('textbox').fill('婚姻')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('连不上服务器').waitFor()
    await page.unroute('**/api/search?*')
    await page.getByRole('alert').getByRole('button', { name: '重试' }).click()
    await page.getByRole('alert').waitFor({ state: 'hidden' })
  }, { account: '321302-keeper', ...screens.desk }))
