// What holds on every page: accessible, quiet, no wider than the screen, in one language, usable without a mouse.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import axe from 'axe-core'
import { ask, onEveryScreen, open, screens, settled, withPage } from './browser.mjs'

const pages = {
  'city-head': ['/', '/dashboard', '/figures', '/figures/spring-bud.pupils', '/reports/annual', '/programmes', '/programmes/petitions',
    '/records', '/records/new', '/persons', '/search', '/search?q=家庭', '/organisations', '/password', '/no/such/page', '/casework', '/analysis', '/seals', '/funds'],
  'city-admin': ['/accounts', '/journal', '/officers', '/organisations/321302000000'],
  '321302-clerk': ['/hotline'],
  '321322-police': ['/'],
  '321302-keeper': ['/', '/records/new?type=petitions.petition', '/imports'],
  '321302001001': ['/', '/dashboard', '/figures/spring-bud.pupils'],
}

async function assertAccessible(page, what) {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  const grave = violations.filter((one) => one.impact === 'serious' || one.impact === 'critical')
  assert.deepEqual(grave.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`), [], what)
}

async function assertFits(page, what) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  assert.ok(wider <= 0, `${what} is ${wider} pixels wider than the screen`)
}

for (const [screen, settings] of Object.entries(screens)) {
  for (const [account, paths] of Object.entries(pages)) {
    test(`the pages of ${account} are accessible and fit the screen (${screen})`, () =>
      withPage(async (page) => {
        for (const path of paths) {
          await open(page, path)
          await assertAccessible(page, path)
          await assertFits(page, path)
        }
      }, { account, ...settings }))
  }
}

onEveryScreen(test, 'the sign-in page, a record and its dialogs are accessible', async (page) => {
  await open(page, '/sign-in')
  await assertAccessible(page, 'sign-in')
  await assertFits(page, 'sign-in')
  await page.getByLabel('登录名').fill('321302-keeper')
  await page.getByLabel('密码').fill('niangjia-demo')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /您好/ }).waitFor()
  const { items } = await ask(page, '/todos?limit=200')
  await open(page, `/records/${items.find((todo) => todo.record.type === 'petitions.petition').record.id}`)
  await assertAccessible(page, 'record')
  await assertFits(page, 'record')
  await page.getByRole('button', { name: '书面答复' }).click()
  await page.getByRole('dialog').getByRole('button', { name: /书面答复/ }).click()
  await page.getByRole('alert').first().waitFor()
  await page.waitForTimeout(400) // The dialog fades in; half-faded text has no contrast.
  await assertAccessible(page, 'dialog with wrong fields')
  await page.keyboard.press('Escape')
  await open(page, '/figures')
  await page.locator('#figures-org').click()
  await page.getByRole('treeitem', { name: /幸福街道/ }).waitFor()
  await page.waitForTimeout(400)
  await assertAccessible(page, 'choosing an organisation')
})

// The workbench's own Chinese words, as patterns: what stands in braces may be anything.
const chinese = (() => {
  const read = (name) => readFileSync(new URL(`../../web/work/src/locales/${name}.ts`, import.meta.url), 'utf8')
  const words = (name) => new Function(read(name).replace(/^[^]*export default/, 'return'))()
  const tree = { ...words('zh-CN'), ...words('cases.zh-CN'), ...words('funds.zh-CN'), ...words('imports.zh-CN'), ...words('persons.zh-CN') }
  const leaves = (node) => Object.values(node).flatMap((one) => (typeof one === 'string' ? [one] : leaves(one)))
  return leaves(tree)
    .filter((words) => /\p{Script=Han}/u.test(words) && /\p{Script=Han}/u.test(words.replace(/\{\w+\}/g, '')))
    .map((words) => new RegExp(`^${words.replace(/[.*+?^$()[\]\\|]/g, '\\$&').replace(/\{\w+\}/g, '.*')}$`))
})()

test('in English no Chinese word of the workbench is left, though the data stays Chinese', () =>
  withPage(async (page) => {
    await open(page, '/')
    await page.getByRole('button', { name: 'English' }).first().click()
    await page.getByRole('heading', { level: 1, name: /^Hello/ }).waitFor()
    assert.ok(chinese.length > 200)
    const left = []
    const paths = ['/', '/dashboard', '/figures', '/figures/spring-bud.pupils?by=months', '/reports/annual', '/programmes', '/programmes/petitions',
      '/records', '/records/new?type=petitions.petition', '/search', '/search?q=家庭', '/organisations', '/password', '/nowhere',
      '/casework', '/analysis', '/seals', '/imports', '/persons', '/funds', '/records/new?type=funds.fund']
    for (const path of paths) {
      await open(page, path)
      const words = await page.evaluate(() => {
        const found = []
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
        while (walker.nextNode()) if (!walker.currentNode.parentElement.closest('[lang="zh-CN"]:not(html)')) found.push(walker.currentNode.textContent.trim())
        for (const one of document.querySelectorAll('[aria-label],[placeholder],[title]')) {
          for (const name of ['aria-label', 'placeholder', 'title']) found.push(one.getAttribute(name) ?? '')
        }
        return [document.title, ...found].filter((text) => /\p{Script=Han}/u.test(text))
      })
      left.push(...words.filter((text) => chinese.some((pattern) => pattern.test(text))).map((text) => `${path}: ${text}`))
    }
    assert.deepEqual(left, [])
    assert.equal(await page.locator('html').getAttribute('lang'), 'en')
  }, { account: 'city-head' }))

test('without a mouse: signing in, a to-do, a step and back', () =>
  withPage(async (page) => {
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
    const tabTo = async (words, most) => {
      for (let i = 0; i < most; ++i) {
        await page.keyboard.press('Tab')
        if ((await focused()).includes(words)) return
      }
      assert.fail(`Tab does not reach “${words}”`)
    }
    await open(page, '/sign-in')
    await page.keyboard.type('321302-keeper')
    await page.keyboard.press('Tab')
    await page.keyboard.type('niangjia-demo')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /您好/ }).waitFor()
    await settled(page)

    await page.evaluate(() => document.activeElement?.blur())
    await tabTo('跳到正文', 3)
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'main')
    await tabTo('可以办理', 60)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/records\/\d+$/)
    await settled(page)
    await tabTo('发放', 40)
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle)
    assert.equal(outline, 'solid', 'where one is can be seen')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.waitForFunction(() => document.activeElement?.closest('[role="dialog"]')) // The focus is in the dialog
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.waitForFunction(() => document.activeElement?.textContent?.trim() === '发放') // … and comes back.
    await page.keyboard.press('/')
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'global-search')
  }))
