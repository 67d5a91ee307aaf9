// What is public has an address that can be printed or passed on. It takes the place of the page's one entry in the history, so that
// the way back does not lead through screens; what is hers has no address but that of the page.
import type { Screen } from './state'

export type Place = { screen: Screen; fund: string }

export const publicScreens = ['notices', 'funds', 'fund', 'gifts'] as const
const base = import.meta.env.BASE_URL
const home: Place = { screen: 'home', fund: '' }

export const isPublic = (screen: Screen) => (publicScreens as readonly string[]).includes(screen)

export function addressOf({ screen, fund }: Place): string {
  if (screen === 'fund') return `${base}funds/${encodeURIComponent(fund)}`
  return isPublic(screen) ? base + screen : base
}

export function placeAt(path: string): Place {
  if (!path.startsWith(base)) return home
  const [first = '', second = '', ...rest] = path.slice(base.length).replace(/\/$/, '').split('/')
  if (rest.length) return home
  if (first === 'funds' && /^\d{6}-\d{1,13}$/.test(second)) return { screen: 'fund', fund: second }
  if (!second && (first === 'notices' || first === 'funds' || first === 'gifts')) return { screen: first, fund: '' }
  return home
}
