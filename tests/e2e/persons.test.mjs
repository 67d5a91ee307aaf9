// A person's file: found, read, corrected, shown in full, put together with others, merged and taken apart, and not forgotten too soon.
// All of it happens in 沭阳县 (321322), to persons who are entered here.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import axe from 'axe-core'
import { ask, downloaded, enter, isZip, onEveryScreen, open, settled, withPage } from './browser.mjs'

const keeper = { account: '321322-keeper' }
const county = '321322000000'
let made = Date.now() % 1_000_000
// Names that no other test and no person of the demonstration bears.
const newName = () => `试员${String(++made).replace(/\d/g, (digit) => '甲乙丙丁戊己庚辛壬癸'[digit])}`
const newPhone = () => `137${String(Date.now()).slice(-8)}`

// A number that is nobody's: such an end is given to none.
function newNumber(birth) {
  const body = `321322${birth.replace(/-/g, '')}000`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return body + '10X98765432'[[...body].reduce((sum, digit, i) => sum + Number(digit) * weights[i], 0) % 11]
}

async function post(page, path, data, version) {
  const { csrf } = await ask(page, '/session')
  const headers = { 'X-CSRF': csrf, ...(version ? { 'If-Match': `"${version}"` } : {}) }
  const answer = await page.request.post(`/api${path}`, { data: { command: randomUUID(), ...data }, headers })
  assert.ok(answer.ok(), `${path}: ${await answer.text()}`)
  return answer.status() === 204 ? null : answer.json()
}
const makePerson = (page, more = {}) =>
  post(page, '/persons', { org: county, name: newName(), sex: 'female', birth: '1988-03-05', despite: ['elsewhere'], ...more })

async function assertGood(page, what) {
  await page.waitForTimeout(400) // Dialogs fade in; half-faded text has no contrast.
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  const grave = violations.filter((one) => one.impact === 'serious' || one.impact === 'critical')
  assert.deepEqual(grave.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`), [], what)
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  assert.ok(wider <= 0, `${what} is ${wider} pixels wider than the screen`)
}
const section = (page, name) => page.locator('section.card', { has: page.getByRole('heading', { level: 2, name, exact: true }) })
const more = async (page, name) => {
  await page.getByRole('main').getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name }).click()
  return page.getByRole('dialog')
}
// What a select has chosen lies over its field, where a mouse would look for it.
async function choose(page, box, option) {
  await box.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: option, exact: true }).click()
}
const said = (page, words) => page.locator('.el-message').filter({ hasText: words }).first().waitFor()

onEveryScreen(test, 'a person is found by name, by telephone and by number, and no word of it is in an address', async (page, screen) => {
  const phone = newPhone()
  const birth = '1988-03-05'
  const number = newNumber(`19${screen === 'desk' ? 61 : 62}-0${1 + (made % 9)}-1${made % 10}`)
  const person = await makePerson(page, { birth: `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`, phone, paper: 'id-card', number })
  await open(page, '/')
  await page.keyboard.press('g')
  await page.keyboard.press('e')
  await page.getByRole('heading', { level: 1, name: '人员' }).waitFor()
  await settled(page)
  const field = page.getByLabel('姓名、电话或证件号码')
  if (screen === 'desk') assert.equal(await page.evaluate(() => document.activeElement?.id), 'persons-find')
  await page.getByText('输入要找的人').waitFor()
  await assertGood(page, 'nothing looked for yet')

  for (const words of [person.name.slice(0, 4), phone, number.toLowerCase()]) {
    await field.fill(words)
    await page.keyboard.press('Enter')
    await settled(page)
    const hit = page.getByRole('row').filter({ hasText: person.name })
    const text = await hit.innerText()
    assert.match(text, /137\*+\d{4}/, 'the telephone is masked')
    assert.ok(!text.includes(phone) && new URL(page.url()).search === '' && !page.url().includes(number))
  }
  await assertGood(page, 'the list')
  await field.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`/persons/${person.id}$`))
  await page.getByRole('heading', { level: 1, name: person.name }).waitFor()
  await settled(page)
  const main = await page.locator('main').innerText()
  assert.match(main, /居民身份证 321322\*+\w{4}/)
  assert.ok(!main.includes(number) && !main.includes(phone) && birth)
  await page.goBack()
  await settled(page)
  assert.equal(await field.inputValue(), number.toLowerCase(), 'what was looked for is still there')
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key !== 'niangjia.language')), [])
  await field.fill('没有这个人的')
  await page.keyboard.press('Enter')
  await page.getByText('没有找到“没有这个人的”').waitFor()
}, keeper)

onEveryScreen(test, 'a file is corrected with a reason, on top of what another saved meanwhile, and its history tells', async (page) => {
  const person = await makePerson(page)
  const name = newName()
  await open(page, `/persons/${person.id}`)
  await assertGood(page, 'a new file')
  await page.getByRole('button', { name: '更正', exact: true }).click()
  const dialog = page.getByRole('dialog')
  const save = dialog.getByRole('button', { name: '保存更正' })
  assert.ok(await save.isDisabled(), 'nothing is changed yet')
  await dialog.getByLabel('姓名').fill(name)
  await choose(page, dialog.getByLabel('证件', { exact: true }), '居民身份证')
  await dialog.getByLabel('证件号码').fill('321322198803050001')
  await save.click()
  await dialog.getByText('请写明理由').waitFor()
  await dialog.getByLabel('理由').fill('户口簿')
  await save.click()
  await dialog.locator('.field', { hasText: '证件号码' }).getByRole('alert').waitFor() // The digits do not agree.
  await assertGood(page, 'a refused correction')
  await choose(page, dialog.getByLabel('证件', { exact: true }), '暂无证件号码')

  await post(page, `/persons/${person.id}/corrections`, { codes: { ethnic: '03' }, reason: '同事刚改' }, 1)
  await save.click()
  await dialog.getByText('他人刚刚改过这份档案').waitFor()
  assert.equal(await dialog.getByLabel('姓名').inputValue(), name, 'what was typed is still there')
  await save.click()
  await said(page, '已更正')
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await settled(page)
  const history = await section(page, '更正记录').innerText()
  assert.match(history, new RegExp(`理由：户口簿[\\s\\S]*姓名[\\s\\S]*${person.name} → ${name}`))
  assert.match(history, /理由：同事刚改[\s\S]*民族[\s\S]*（空） → 回族/)
}, keeper)

onEveryScreen(test, 'contacts say when and how to call, numbers are shown in full with a reason alone, and are hidden again', async (page) => {
  const person = await makePerson(page)
  const phone = newPhone()
  await open(page, `/persons/${person.id}`)
  const contacts = section(page, '联系方式')
  await contacts.getByText('没有登记电话').waitFor()
  await contacts.getByRole('button', { name: '修改' }).click()
  let dialog = page.getByRole('dialog')
  await dialog.getByLabel('电话号码').fill(phone)
  await dialog.getByLabel('安全时段').fill('工作日 9 点到 11 点')
  await dialog.getByLabel('安全方式').fill('只发短信')
  await dialog.getByText('不可致电').click()
  await dialog.getByLabel('理由').fill('本人说明')
  await assertGood(page, 'contacts being changed')
  await dialog.getByRole('button', { name: '保存' }).click()
  await said(page, '已更正')
  await settled(page)
  assert.match(await contacts.innerText(), /137\*+\d{4}[\s\S]*不可致电[\s\S]*安全时段 ?工作日 9 点到 11 点[\s\S]*安全方式 ?只发短信/)
  assert.ok(!(await page.locator('main').innerText()).includes(phone))

  await page.getByRole('button', { name: '查看完整号码' }).click()
  dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '查看完整号码' }).click()
  await dialog.getByText('请写明理由').waitFor()
  await dialog.getByLabel('理由').fill('陪同就医需联系')
  await assertGood(page, 'asking for the numbers')
  await dialog.getByRole('button', { name: '查看完整号码' }).click()
  await contacts.getByText(phone).waitFor()
  await assertGood(page, 'shown in full')
  await page.getByRole('button', { name: '隐去' }).click()
  assert.ok(!(await page.locator('main').innerText()).includes(phone))
}, keeper)

onEveryScreen(test, 'a household is entered, somebody leaves it, and a relation is entered and ended', async (page) => {
  const person = await makePerson(page)
  const son = await makePerson(page, { sex: 'male', birth: '2010-01-02' })
  const find = async (dialog, label) => {
    await dialog.getByRole('combobox', { name: label, exact: true }).fill(son.name)
    await page.getByRole('option', { name: new RegExp(son.name) }).click()
  }
  await open(page, `/persons/${person.id}`)
  const households = section(page, '她的家庭')
  await households.getByRole('button', { name: '登记家庭' }).click()
  let dialog = page.getByRole('dialog')
  await find(dialog, '添加成员')
  await choose(page, dialog.getByRole('combobox', { name: `${son.name}与户主的关系` }), '子')
  await dialog.getByLabel('家庭住址').fill('东风路 1 号')
  await assertGood(page, 'a household being entered')
  await dialog.getByRole('button', { name: '保存' }).click()
  await said(page, '家庭已登记')
  await settled(page)
  assert.match(await households.innerText(), new RegExp(`\\*\\*\\*\\*[\\s\\S]*${person.name}[\\s\\S]*本人或户主[\\s\\S]*${son.name}[\\s\\S]*子`))

  await section(page, '关系').getByRole('button', { name: '登记关系' }).click()
  dialog = page.getByRole('dialog')
  await find(dialog, '另一个人')
  await choose(page, dialog.getByRole('combobox', { name: /是.*的什么人/ }), '子女')
  await dialog.getByRole('button', { name: '保存' }).click()
  await said(page, '关系已登记')
  await settled(page)

  await households.getByRole('button', { name: `${son.name}离开家庭` }).click()
  await page.getByRole('dialog').getByRole('button', { name: '离开' }).click()
  await said(page, '已登记离开')
  await settled(page)
  assert.match(await households.innerText(), new RegExp(`${son.name}[\\s\\S]*2015-12-31 至 2015-12-31`))

  await section(page, '关系').getByRole('link', { name: son.name }).click()
  await page.getByRole('heading', { level: 1, name: son.name }).waitFor()
  await settled(page)
  assert.match(await section(page, '关系').innerText(), new RegExp(`${person.name}登记：${son.name}是其子女`))
  await section(page, '她的家庭').getByText('已离开').waitFor()
  await assertGood(page, 'the file of who left')
  await section(page, '关系').getByRole('button', { name: `结束与${person.name}的关系` }).click()
  await page.getByRole('dialog').getByRole('button', { name: '结束', exact: true }).click()
  await said(page, '已登记结束')
}, keeper)

onEveryScreen(test, 'two files of one person are compared, merged with their records, and taken apart again', async (page) => {
  const kept = await makePerson(page, { phone: newPhone() })
  const gone = await makePerson(page, { name: kept.name, despite: [kept.id, 'elsewhere'] })
  const petition = await post(page, '/records', {
    type: 'petitions.petition', org: county, subject: { person: gone.id },
    fields: { channel: 'visit', category: 'divorce', story: '咨询' },
  })
  await open(page, `/persons/${kept.id}`)
  const dialog = await more(page, '与另一份合并')
  await dialog.getByText('姓名和出生日期相同').waitFor()
  await assertGood(page, 'choosing the other')
  await dialog.getByRole('button', { name: `与${kept.name}对照` }).click()
  await dialog.getByRole('row', { name: /联系方式 137/ }).waitFor()
  await assertGood(page, 'two files side by side')
  assert.ok(await dialog.getByRole('radio', { name: '保留这一份' }).isChecked())
  await dialog.getByRole('button', { name: '合并', exact: true }).click()
  await dialog.getByText('请写明理由').waitFor()
  await dialog.getByLabel('理由').fill('本人到场，出示户口簿')
  await dialog.getByRole('button', { name: '合并', exact: true }).click()
  await said(page, '已合并')
  await settled(page)
  const records = section(page, '她的事项')
  await records.getByText(petition.number).waitFor()
  assert.match(await records.innerText(), /个案和信访/)

  await open(page, `/persons/${gone.id}`) // An old link leads to the file that stayed.
  await page.waitForURL(new RegExp(`/persons/${kept.id}$`))
  await settled(page)
  await section(page, '并入的档案').getByRole('button', { name: /撤销合并/ }).click()
  await page.getByRole('dialog').getByLabel('理由').fill('原来是同名的两个人')
  await page.getByRole('dialog').getByRole('button', { name: '撤销合并' }).click()
  await said(page, '已撤销合并')
  await settled(page)
  await records.getByText('还没有事项').waitFor()

  await open(page, `/records/${petition.id}`)
  await page.getByRole('main').getByRole('link', { name: gone.name, exact: true }).first().click()
  await page.waitForURL(new RegExp(`/persons/${gone.id}$`)) // The record's subject leads to her own file again.
}, keeper)

onEveryScreen(test, 'she is not forgotten while something is open, and for good when nothing is', async (page) => {
  const person = await makePerson(page)
  await post(page, '/records', {
    type: 'petitions.petition', org: county, subject: { person: person.id },
    fields: { channel: 'visit', category: 'divorce', story: '咨询' },
  })
  const forget = async () => {
    const dialog = await more(page, '匿名处理')
    await dialog.getByLabel('理由').fill('本人要求')
    await dialog.getByRole('button', { name: '永久匿名处理' }).click()
    await dialog.getByRole('alert').filter({ hasText: '请输入“匿名处理”' }).waitFor()
    await dialog.getByLabel(/请输入/).fill('匿名处理')
    await dialog.getByRole('button', { name: '永久匿名处理' }).click()
    return dialog
  }
  await open(page, `/persons/${person.id}`)
  const dialog = await forget()
  await dialog.getByRole('alert').filter({ hasText: '还有 1 件未办结的事项' }).waitFor()
  await assertGood(page, 'a refused anonymising')

  const other = await makePerson(page)
  await open(page, `/persons/${other.id}`)
  await forget()
  await said(page, '已匿名处理')
  await page.getByRole('heading', { level: 1, name: '已匿名的人员' }).waitFor()
  await settled(page)
  assert.ok(!(await page.locator('main').innerText()).includes(other.name))
  assert.equal(await page.getByRole('main').getByRole('button', { name: /更正|更多|查看完整号码|登记/ }).count(), 0, 'nothing can be done any more')
  await assertGood(page, 'an anonymised file')
}, keeper)

test('her file is handed out for herself, as a workbook and as data, with a reason', () =>
  withPage(async (page) => {
    const number = newNumber('1979-08-09')
    const known = await page.request.post('/api/persons/candidates', { data: { number }, headers: { 'X-CSRF': (await ask(page, '/session')).csrf } })
    const there = (await known.json()).items[0]?.person
    const person = there ?? (await makePerson(page, { birth: '1979-08-09', paper: 'id-card', number }))
    await open(page, `/persons/${person.id}`)
    let dialog = await more(page, /Excel/)
    await dialog.getByLabel('理由').fill('本人申请查阅')
    const book = await downloaded(page, dialog.getByRole('button', { name: '导出' }))
    assert.ok(isZip(book.bytes) && book.name.endsWith('.xlsx') && !book.name.includes(person.name))
    await dialog.waitFor({ state: 'hidden' })
    dialog = await more(page, /数据文件/)
    await dialog.getByLabel('理由').fill('本人申请查阅')
    const data = await downloaded(page, dialog.getByRole('button', { name: '导出' }))
    assert.equal(JSON.parse(data.bytes.toString('utf8')).person.number, number)
  }, keeper))

test('who sees no personal data is told so, and a partner has no such page', async () => {
  let person
  await withPage(async (page) => {
    person = await makePerson(page)
  }, keeper)
  await withPage(async (page) => {
    await open(page, `/persons/${person.id}`)
    await page.getByText('您的角色在这里看不到个人信息').waitFor()
    assert.ok(!(await page.locator('main').innerText()).includes(person.name))
    assert.equal(await page.getByRole('main').getByRole('button', { name: /更正|查看完整号码/ }).count(), 0)
    await enter(page, '321322-police')
    await open(page, `/persons/${person.id}`)
    await page.getByRole('heading', { level: 1, name: '转介给本单位' }).waitFor()
  }, { account: 'city-office' })
})

test('whose account stands against her is told plainly that her whereabouts are not shown, and sees none', async () => {
  const phone = newPhone()
  let her, him, clerk
  await withPage(async (page) => {
    clerk = (await ask(page, '/session')).account.id
    her = await makePerson(page, { phone, address: '平安路 9 号' })
    him = await makePerson(page, { sex: 'male', birth: '1985-01-02' })
    await post(page, '/records', {
      type: 'petitions.petition', org: county, subject: { person: her.id }, participants: [{ role: 'other-party', person: him.id }],
      fields: { channel: 'visit', category: 'divorce', story: '咨询' },
    })
  }, { account: '321322-clerk' })
  await withPage(async (page) => {
    await post(page, `/persons/${him.id}/accounts`, { account: clerk })
    try {
      await enter(page, '321322-clerk')
      await open(page, `/persons/${her.id}`)
      await page.getByText('按规定不显示她的住处和联系方式').first().waitFor()
      assert.ok(await page.getByRole('button', { name: '查看完整号码' }).isDisabled())
      assert.doesNotMatch(await page.locator('main').innerText(), /没有登记电话|\*\*\*\*/)
      await page.getByRole('button', { name: '更正', exact: true }).click()
      const dialog = page.getByRole('dialog')
      assert.equal(await dialog.getByLabel('住址').count(), 0, 'what is hidden cannot be corrected')
      await assertGood(page, 'whereabouts not shown')
    } finally {
      await enter(page, 'city-admin')
      await post(page, `/person-accounts/${clerk}/unlink`, {})
    }
  }, { account: 'city-admin' })
  await withPage(async (page) => {
    await open(page, `/persons/${her.id}`)
    await section(page, '联系方式').getByText('137').waitFor()
  }, { account: '321322-clerk' })
})
