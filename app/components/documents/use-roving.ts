import { useCallback, type KeyboardEvent } from 'react'

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

function focusOnly(buttons: HTMLButtonElement[], wanted: HTMLButtonElement | undefined): void {
  for (const button of buttons) button.tabIndex = button === wanted ? 0 : -1
  wanted?.focus()
}

/** Those that are there to be seen: on a phone some stand behind "more tools". */
const buttonsIn = (toolbar: Element) =>
  [...toolbar.querySelectorAll('button')].filter(button => button.checkVisibility())

/** One stop for the Tab key; arrows, Home and End move within, as the pattern for toolbars has it. */
export function useRoving(): (event: KeyboardEvent<HTMLElement>) => void {
  return useCallback((event: KeyboardEvent<HTMLElement>) => {
    const buttons = buttonsIn(event.currentTarget)
    const at = buttons.findIndex(button => button === document.activeElement)
    const step = STEPS[event.key]
    if (step !== undefined) focusOnly(buttons, buttons.at((at + step) % buttons.length))
    else if (event.key === 'Home') focusOnly(buttons, buttons[0])
    else if (event.key === 'End') focusOnly(buttons, buttons.at(-1))
    else return
    event.preventDefault()
  }, [])
}
