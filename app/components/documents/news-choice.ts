const KEY = 'pulje.news'

/** Whether one is told what the others write; kept on this device, and says nothing of anybody. */
export function wantsNews(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off'
  } catch {
    return true
  }
}

export function keepNews(on: boolean): void {
  try {
    if (on) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, 'off')
  } catch {
    // Then it holds for this page.
  }
}
