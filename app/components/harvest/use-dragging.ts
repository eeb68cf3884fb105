import { useSubmit } from '@remix-run/react'
import { useMemo, type DragEvent } from 'react'
import { chosenNow } from './chosen'

const boxIn = (node: EventTarget): HTMLInputElement | null =>
  node instanceof Element
    ? (node.closest('.statement')?.querySelector<HTMLInputElement>('input[name="statement"]') ?? null)
    : null

const placeOf = (node: EventTarget): HTMLElement | null =>
  node instanceof Element ? node.closest<HTMLElement>('[data-theme]') : null

interface Dragging {
  onDragStart(event: DragEvent): void
  onDragOver(event: DragEvent): void
  onDragLeave(event: DragEvent): void
  onDrop(event: DragEvent): void
}

/** Statements are drawn into themes by the mouse, the ticked ones together: the same act as by box and button. */
export function useDragging(): Dragging {
  const submit = useSubmit()
  return useMemo(
    () => ({
      onDragStart(event) {
        const box = boxIn(event.target)
        if (box === null) return
        const values = box.checked ? chosenNow() : [box.value]
        event.dataTransfer.setData('text/plain', values.join(' '))
        event.dataTransfer.effectAllowed = 'move'
      },
      onDragOver(event) {
        const place = placeOf(event.target)
        if (place === null) return
        event.preventDefault()
        place.dataset['over'] = ''
      },
      onDragLeave(event) {
        const place = placeOf(event.target)
        const inside = event.relatedTarget instanceof Node && place?.contains(event.relatedTarget) === true
        if (place !== null && !inside) delete place.dataset['over']
      },
      onDrop(event) {
        const place = placeOf(event.target)
        const themeId = place?.dataset['theme']
        if (place === null || themeId === undefined) return
        event.preventDefault()
        delete place.dataset['over']
        const form = new FormData()
        form.set('intent', 'move')
        form.set('themeId', themeId)
        for (const value of event.dataTransfer.getData('text/plain').split(' '))
          form.append('statement', value)
        submit(form, { method: 'post', preventScrollReset: true })
      },
    }),
    [submit],
  )
}
