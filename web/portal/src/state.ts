// What the page knows. It lives in memory alone and is wiped when the page is left, hidden in a cache, or idle.
import { reactive } from 'vue'
import type { Request, Setup } from './api'

export type Screen = 'home' | 'ask' | 'given' | 'enter' | 'request' | 'notices' | 'funds' | 'fund' | 'gifts'

export const state = reactive({
  setup: null as Setup | null,
  failed: false,
  screen: 'home' as Screen,
  code: '',
  shown: '',
  request: null as Request | null,
  warnings: [] as string[],
  // Of the public screens: which fund is shown.
  fund: '',
  // A new number makes every screen, with what was typed into it, anew.
  life: 0,
})

export function go(screen: Screen, fund = ''): void {
  state.fund = fund
  state.screen = screen
  window.scrollTo(0, 0)
}

export function wipe(): void {
  state.code = ''
  state.shown = ''
  state.request = null
  state.warnings = []
  state.fund = ''
  state.screen = 'home'
  state.life += 1
}
