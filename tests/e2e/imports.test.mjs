// Lists of people: brought in, taken back, refused for what is wrong in them.
// All of it happens in 泗阳县 (321323), with people whom no other test knows.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import axe from 'axe-core'
import { ask, downloaded, isZip, onEveryScreen, open, settled, withPage } from './browser.mjs'

const account = '321323-keeper'
const county = '321323000000'
const spare = Date.now()
let people = 0

// A number that its check digit holds, of a woman nobody was told of before.
function identity() {
  const n = (spare + ++people) % (26 * 365 * 499)
  const born = new Date(Date.UTC(1960, 0, 1 + Math.floor(n / 499) % (26 * 365))).toISOString().slice(0, 10).replaceAll('-', '')
  const body = `321323${born}${String((n % 499) * 2).padStart(3, '0')}`
  const sum = [...body].reduce((all, digit, i) => all + Number(digit) * (2 ** (17 - i) % 11), 0)
  return body + '10X98765432'[sum % 11]
}
const phone = () => `137${String(spare + ++people).slice(-8)}`
const named = (word) => `${word}${String(spare).slice(-5)}`
const csv = (rows) => `\ufeff${rows.map((cells) => cells.join(',')).join('\n')}\n`
const found = async (page, q) => (await ask(page, `/persons?q=${encodeURIComponent(q)}`)).items

// Two villages of different towns, as people write them.
async function villages(page) {
  const towns = (await ask(page, `/organisations?parent=${county}&limit=50`)).items.filter((one) => one.level === 'township')
  const names = []
  for (const town of towns.slice(0, 2)) names.push((await ask(page, `/organisations?parent=${town.code}&limit=50`)).items[0].code)
  return names
}

async function choose(page, name, content, type = 'text/csv') {
  const buffer = Buffer.isBuffer(content) ? content : Buffer.from(content)
  await page.getByLabel('名单文件').setInputFiles({ name, mimeType: type, buffer })
}
async function upload(page, name, content) {
  await open(page, '/imports')
  await choose(page, name, content)
  await page.getByRole('button', { name: '上传，下一步' }).click()
  await page.getByRole('heading', { level: 2, name: '对应各列' }).waitFor()
  await settled(page)
}
async function check(page) {
  await page.getByRole('button', { name: '检查名单，下一步' }).click()
  await page.getByRole('heading', { level: 2, name: '检查', exact: true }).waitFor()
  await settled(page)
}
const field = (page, column) => page.getByRole('row').filter({ hasText: column }).locator('.el-select')
const counts = async (page) => {
  const texts = await page.locator('.stat').allInnerTexts()
  return Object.fromEntries(texts.map((text) => text.split(/\s+/)).map(([title, value]) => [title, Number(value)]))
}
// Nothing on the page is out of reach or wider than the screen.
async function assertInOrder(page, what) {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  const grave = violations.filter((one) => one.impact === 'serious' || one.impact === 'critical')
  assert.deepEqual(grave.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`), [], what)
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${what} fits the screen`)
}
const sure = (page, name) => page.getByRole('dialog').getByRole('button', { name }).click()

onEveryScreen(test, 'a list comes in and is taken back', async (page, screen) => {
  const [one, other] = await villages(page)
  const name = named(screen === 'desk' ? '桌' : '机')
  const list = csv([
    ['名册', '', '', '', ''],
    ['姓名', '身份证号', '联系电话', '所在村（社区）', '备注'],
    [`${name}甲`, identity(), phone(), one, '看过'],
    [`${name}乙`, identity(), phone(), other, ''],
    [`${name}丙`, '', '', '', '没有证件'],
  ])
  await open(page, '/persons')
  await page.getByRole('link', { name: '导入人员名单' }).click()
  await page.getByRole('heading', { level: 1, name: '导入人员名单' }).waitFor()
  await choose(page, '名册.csv', list)
  await page.getByText('CSV，UTF-8 编码').waitFor()
  await page.getByRole('button', { name: '上传，下一步' }).click()
  await page.getByRole('heading', { level: 2, name: '对应各列' }).waitFor()
  await page.waitForURL(/\/imports\/\d+$/)
  await settled(page)
  assert.match(await page.getByRole('row').filter({ hasText: '联系电话' }).innerText(), /C 列[\s\S]*137\d{8}[\s\S]*按列名认出/)
  assert.match(await page.getByRole('row').filter({ hasText: '备注' }).innerText(), /看过[\s\S]*没有认出，这一列不导入/)
  await page.getByText('有 1 列不导入').waitFor()
  await assertInOrder(page, 'the columns')

  // What was chosen is with the server: the page can be left and come back to.
  await page.reload()
  await page.getByRole('heading', { level: 2, name: '对应各列' }).waitFor()
  await settled(page)
  await check(page)
  assert.deepEqual(await counts(page), { 名单行数: 3, 可以导入: 3, 问题: 0, 可能重复: 0 })
  await page.getByText('没有发现问题，也没有重复').waitFor()
  await page.getByRole('button', { name: '导入 3 人' }).click()
  assert.match(await page.getByRole('dialog').innerText(), /在泗阳县.*范围内登记 3 人/)
  await sure(page, '导入 3 人')
  await page.getByText(/已在泗阳县.*范围内登记 3 人/).waitFor()
  await settled(page)
  await assertInOrder(page, 'the end')
  assert.equal((await found(page, name)).length, 3)

  await open(page, new URL(page.url()).pathname)
  await page.getByRole('button', { name: '撤销这次导入' }).click()
  await sure(page, '撤销这次导入')
  await page.getByRole('heading', { level: 2, name: '已撤销' }).waitFor()
  assert.equal((await found(page, name)).length, 0)
  assert.equal(await page.evaluate(() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage)).then((kept) => kept.includes(name)), false)
}, { account })

onEveryScreen(test, 'a list with mistakes changes nothing, says each of them, and comes in when it is mended', async (page, screen) => {
  const name = named(screen === 'desk' ? '错' : '误')
  const right = identity()
  const wrong = right.slice(0, 17) + (right.endsWith('1') ? '2' : '1')
  await upload(page, '错的.csv', csv([
    ['姓名', '身份证号', '联系电话', '民族'],
    [`${name}甲`, wrong, '', ''],
    [`${name}乙`, '', '123', '外星'],
    ['', identity(), '', ''],
    [`${name}丁`, identity(), '', ''],
  ]))
  await check(page)
  assert.deepEqual(await counts(page), { 名单行数: 4, 可以导入: 1, 问题: 4, 可能重复: 0 })
  assert.equal(await page.getByRole('button', { name: /^导入 \d/ }).count(), 0, 'nothing can come in')
  await page.getByText('现在一行也不会导入').waitFor()
  await assertInOrder(page, 'the problems')
  assert.match(await page.getByRole('row').filter({ hasText: '第 2 行' }).innerText(), /问题[\s\S]*B 列“身份证号”[\s\S]*校验/)
  assert.match(await page.getByRole('row').filter({ hasText: '第 3 行' }).innerText(), /D 列“民族”[\s\S]*外星/)
  assert.match(await page.getByRole('row').filter({ hasText: '第 4 行' }).innerText(), /A 列“姓名”/)
  await page.getByRole('button', { name: /只看重复/ }).click()
  await page.getByText('没有这样的行').waitFor()
  await page.getByRole('button', { name: /只看问题 3/ }).click()
  const book = await downloaded(page, page.getByRole('button', { name: '下载清单' }))
  assert.equal(book.name, '错的-问题和重复.xlsx')
  assert.ok(isZip(book.bytes))
  assert.equal((await found(page, name)).length, 0)

  // Without the column that is wrong the others may be right: the way back keeps what was chosen.
  await page.getByRole('button', { name: '返回：对应各列' }).click()
  await field(page, '民族').click()
  await page.getByRole('option', { name: '不导入', exact: true }).click()
  await check(page)
  assert.equal((await counts(page)).问题, 3)
  await page.getByRole('button', { name: '改好后重新上传' }).click()
  await page.getByRole('heading', { level: 2, name: '选择名单' }).waitFor()
  await page.waitForURL(/\/imports$/)
}, { account })

test('a mapping that cannot be is refused at its place', () =>
  withPage(async (page) => {
    await upload(page, '没有姓名.csv', csv([['联系电话', '备注'], [phone(), '']]))
    await page.getByRole('button', { name: '检查名单，下一步' }).click()
    await page.getByRole('alert').filter({ hasText: '请指明哪一列是姓名' }).waitFor()
    await field(page, '备注').click()
    assert.equal(await page.getByRole('option', { name: '电话', exact: true }).getAttribute('aria-disabled'), 'true', 'one field, one column')
    await page.getByRole('option', { name: '姓名', exact: true }).click()
    await check(page)
    assert.equal((await counts(page)).问题, 1)
  }, { account }))

onEveryScreen(test, 'who may be known is shown, and is left out or entered as one says', async (page, screen) => {
  const name = named(screen === 'desk' ? '重' : '叠')
  const [twice, her, hers] = [identity(), identity(), phone()]
  await upload(page, '先来的.csv', csv([['姓名', '身份证号', '电话'], [`${name}甲`, her, hers]]))
  await check(page)
  await page.getByRole('button', { name: '导入 1 人' }).click()
  await sure(page, '导入 1 人')
  await page.getByText(/已在.*范围内登记 1 人/).waitFor()

  await upload(page, '后来的.csv', csv([
    ['姓名', '身份证号', '电话'],
    [`${name}甲`, her, ''],
    [`${name}乙`, '', hers],
    [`${name}丙`, twice, ''],
    [`${name}丁`, twice, ''],
    [`${name}戊`, '', phone()],
  ]))
  await check(page)
  await page.getByText('有 3 行可能已有档案').waitFor()
  await assertInOrder(page, 'the doubles')
  const row = (n) => page.getByRole('row').filter({ hasText: `第 ${n} 行` })
  assert.match(await row(2).innerText(), new RegExp(`已有档案：\\s*${name}甲[\\s\\S]*证件号相同`))
  assert.match(await row(3).innerText(), new RegExp(`${name}甲[\\s\\S]*电话相同`))
  assert.match(await page.getByRole('row').filter({ hasText: '第 5 行' }).innerText(), /与第 4 行可能是同一个人[\s\S]*证件号相同/)
  assert.equal(await page.getByRole('button', { name: /^导入 \d/ }).count(), 0)

  // A choice of which nothing was heard is not taken for made.
  await page.route('**/preview', (route) => route.abort())
  await page.getByText('跳过', { exact: true }).click()
  await page.getByRole('alert').filter({ hasText: '连不上服务器' }).waitFor()
  assert.ok(await page.getByRole('radio', { name: /先不导入/ }).isChecked())
  await page.unroute('**/preview')
  await page.getByText('照常登记', { exact: true }).click()
  await page.getByText('有 2 行的证件号码已有档案').waitFor()
  assert.equal(await page.getByRole('button', { name: /^导入 \d/ }).count(), 0, 'a known number never comes in')
  await page.getByText('跳过', { exact: true }).click()
  await page.getByText('3 行跳过').waitFor()
  await page.getByRole('button', { name: '导入 2 人' }).click()
  await sure(page, '导入 2 人')
  await page.getByText(/已在.*范围内登记 2 人/).waitFor()
  assert.deepEqual((await found(page, name)).map((one) => one.name).sort(), [`${name}丙`, `${name}甲`, `${name}戊`].sort())
}, { account })

test('what cannot be read is refused with a reason and a remedy', () =>
  withPage(async (page) => {
    const refused = async (name, content, words) => {
      await choose(page, name, content)
      const send = page.getByRole('button', { name: '上传，下一步' })
      await page.getByText(/可以|文件|编码/).first().waitFor()
      if (await send.isEnabled()) await send.click()
      await page.getByRole('alert').filter({ hasText: words }).waitFor()
      await page.waitForURL(/\/imports$/)
    }
    await open(page, '/imports')
    await refused('图片.pdf', 'x', '不是 .xlsx 或 .csv')
    await refused('空.csv', '', '空文件')
    await refused('坏的.xlsx', Buffer.from('PK\x03\x04 broken', 'latin1'), /xlsx|读/)
    await refused('旧的.csv', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), '另存为 .xlsx')
    await refused('乱码.csv', Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0xff, 0xff]), 'GB18030')
    await refused('引号.csv', '姓名,电话\n"王芳,1\n', /第 \d 行第 \d 列.*引号/)
    await page.route('**/api/person-imports?*', (route) => route.abort())
    await refused('断网.csv', csv([['姓名', '电话'], ['甲', '']]), '连不上服务器')
    await page.unroute('**/api/person-imports?*')
    await page.getByRole('button', { name: '上传，下一步' }).click()
    await page.getByRole('heading', { level: 2, name: '对应各列' }).waitFor()
  }, { account }))

test('a list in GB18030 is read, and what looks like a formula stays a text', () =>
  withPage(async (page) => {
    // 姓名,备注 in GB18030, then a name that a spreadsheet would carry out.
    const formula = `=1+1${String(spare).slice(-4)}`
    const bytes = Buffer.concat([Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb1, 0xb8, 0xd7, 0xa2, 0x0a]), Buffer.from(`${formula},@SUM(A1)\n`)])
    await open(page, '/imports')
    // Dropped, not chosen.
    const dropped = await page.evaluateHandle(([name, content]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([new Uint8Array(content)], name, { type: 'text/csv' }))
      return transfer
    }, ['老系统.csv', [...bytes]])
    await page.locator('.drop').dispatchEvent('drop', { dataTransfer: dropped })
    await page.getByText('老系统.csv').waitFor()
    await page.getByText('CSV，GB18030 编码').waitFor()
    await page.getByRole('button', { name: '上传，下一步' }).click()
    await page.getByRole('heading', { level: 2, name: '对应各列' }).waitFor()
    await settled(page)
    assert.match(await page.locator('main').innerText(), /GB18030/)
    await page.getByText(formula, { exact: true }).waitFor()
    await check(page)
    await page.getByRole('button', { name: '导入 1 人' }).click()
    await sure(page, '导入 1 人')
    await page.getByText(/已在.*范围内登记 1 人/).waitFor()
    assert.deepEqual((await found(page, formula)).map((one) => one.name), [formula])
    await page.getByRole('button', { name: '撤销这次导入' }).click()
    await sure(page, '撤销这次导入')
    await page.getByRole('heading', { level: 2, name: '已撤销' }).waitFor()
  }, { account }))

test('every heading of the template is recognised', () =>
  withPage(async (page) => {
    await open(page, '/imports')
    const book = await downloaded(page, page.getByRole('button', { name: '下载名单模板' }))
    assert.equal(book.name, '人员名单模板.xlsx')
    await choose(page, book.name, book.bytes)
    await page.getByText('Excel 工作簿').waitFor()
    await page.getByRole('button', { name: '上传，下一步' }).click()
    await page.getByRole('heading', { level: 2, name: '对应各列' }).waitFor()
    await settled(page)
    const rows = await page.locator('tbody tr').count()
    assert.ok(rows >= 10)
    assert.equal(await page.getByText('按列名认出', { exact: true }).count(), rows)
    await page.getByText('名单写明的村（社区）').waitFor()
  }, { account }))

test('the steps are walked by keyboard, and an answer that is lost brings nobody in twice', () =>
  withPage(async (page) => {
    const name = named('键')
    await upload(page, '键盘.csv', csv([['姓名', '电话'], [name, phone()]]))
    await page.waitForFunction(() => document.activeElement?.id === 'import-step')
    const reach = async (button) => {
      for (let i = 0; i < 20 && !(await page.evaluate((words) => document.activeElement?.textContent?.trim() === words, button)); ++i) {
        await page.keyboard.press('Tab')
      }
      await page.keyboard.press('Enter')
    }
    await reach('检查名单，下一步')
    await page.getByRole('heading', { level: 2, name: '检查', exact: true }).waitFor()
    await settled(page)
    let lost = 0
    await page.route('**/commit', async (route) => {
      if (lost++) return route.continue()
      await route.fetch()
      await route.abort()
    })
    await page.waitForFunction(() => document.activeElement?.id === 'import-step')
    await reach('导入 1 人')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(/已在.*范围内登记 1 人/).waitFor()
    assert.equal((await found(page, name)).length, 1)
    assert.equal(lost, 1)
  }, { account }))

test('while a long list is checked the page tells how far it is, and nothing can be pressed twice', () =>
  withPage(async (page) => {
    await upload(page, '长名单.csv', csv([['姓名', '电话'], [named('长'), phone()]]))
    let heard
    const told = new Promise((resolve) => (heard = resolve))
    await page.route('**/preview', async (route) => {
      await told
      await route.continue()
    })
    await page.route(/person-imports\/\d+$/, async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, json: { ...(await answer.json()), progress: { done: 1500, total: 3000 } } })
    })
    const button = page.getByRole('button', { name: '检查名单，下一步' })
    await button.click()
    await page.getByText('1,500 / 3,000 行').waitFor()
    assert.equal(await page.getByRole('progressbar').getAttribute('value'), '50')
    assert.ok(await button.isDisabled())
    await assertInOrder(page, 'the progress')
    heard()
    await page.getByRole('button', { name: '导入 1 人' }).waitFor()
  }, { account }))

test('an import is not shown to whom it does not concern', async () => {
  let address
  await withPage(async (page) => {
    await upload(page, '别人的.csv', csv([['姓名', '电话'], ['某人', phone()]]))
    address = new URL(page.url()).pathname
  }, { account })
  await withPage(async (page) => {
    await open(page, address)
    await page.getByRole('alert').filter({ hasText: '没有这次导入' }).waitFor()
  }, { account: '321322-keeper' })
  await withPage(async (page) => {
    await open(page, '/imports')
    await page.getByRole('heading', { level: 1, name: '转介给本单位' }).waitFor()
  }, { account: '321322-police' })
})
