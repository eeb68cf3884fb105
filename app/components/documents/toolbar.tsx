import {
  ArrowRedoIcon,
  ArrowUndoIcon,
  ImageIcon,
  LinkIcon,
  MagnifyingGlassIcon,
  MenuElipsisHorizontalIcon,
  QuestionmarkCircleIcon,
} from '@navikt/aksel-icons'
import { useEditorState, type Editor } from '@tiptap/react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FORMATS } from './formats'
import { keyWords } from './key-words'
import { PANEL_KEYS, type Panel } from './panels'
import { useRoving } from './use-roving'

interface ToolProps {
  label: string
  keys?: string
  children: ReactNode
  pressed?: boolean
  expanded?: boolean
  disabled?: boolean
  first?: boolean
  /** Where there is room for a few only: whether it stands behind "more tools", or is that itself. */
  place?: 'rare' | 'more' | undefined
  onPress: () => void
}

/** Disabled tools stay reachable for the arrow keys, so that the toolbar does not change under one's hands. */
function Tool({
  label,
  keys,
  children,
  pressed,
  expanded,
  disabled = false,
  first = false,
  place,
  onPress,
}: ToolProps) {
  return (
    <button
      type="button"
      className={place ? `live-tool live-tool--${place}` : 'live-tool'}
      aria-label={label}
      title={keys === undefined ? label : `${label} (${keyWords(keys).join('+')})`}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-disabled={disabled || undefined}
      tabIndex={first ? 0 : -1}
      // The selection in the text is what a tool works on: do not take the focus from it.
      onMouseDown={event => event.preventDefault()}
      onClick={() => !disabled && onPress()}
    >
      {children}
    </button>
  )
}

interface ToolbarProps {
  editor: Editor
  panel: Panel | null
  onPanel: (panel: Panel) => void
}

/** What one can do to the text. Sits still at the top of the paper while one scrolls. */
export function Toolbar({ editor, panel, onPanel }: ToolbarProps) {
  const { t } = useTranslation('documents')
  const roving = useRoving()
  const [more, setMore] = useState(false)
  const { active, link, image, undo, redo } = useEditorState({
    editor,
    selector: ({ editor: current }) => ({
      active: FORMATS.filter(format => format.active(current)).map(format => format.name),
      link: current.isActive('link'),
      image: current.isActive('image'),
      undo: current.can().undo(),
      redo: current.can().redo(),
    }),
  })
  const chain = () => editor.chain().focus()
  const opener = (name: Panel, icon: ReactNode, pressed?: boolean) => (
    <Tool
      label={t(`toolbar.${name}`)}
      keys={PANEL_KEYS[name]}
      place={name === 'image' ? undefined : 'rare'}
      {...(pressed !== undefined && { pressed })}
      expanded={panel === name}
      onPress={() => onPanel(name)}
    >
      {icon}
    </Tool>
  )
  return (
    <div
      className="live-toolbar"
      role="toolbar"
      aria-label={t('toolbar.label')}
      data-more={more || undefined}
      onKeyDown={roving}
    >
      {FORMATS.map(({ name, icon, letter, keys, rare, run }, index) => (
        <Tool
          key={name}
          label={t(`toolbar.${name}`)}
          keys={keys}
          pressed={active.includes(name)}
          first={index === 0}
          place={rare && 'rare'}
          onPress={() => run(chain()).run()}
        >
          {icon}
          {letter && (
            <span aria-hidden="true" className={`live-letter live-letter--${letter}`}>
              {t(`letters.${letter}`)}
            </span>
          )}
        </Tool>
      ))}
      {opener('link', <LinkIcon aria-hidden="true" />, link)}
      {opener('image', <ImageIcon aria-hidden="true" />, image)}
      <span className="live-toolbar__gap" />
      <Tool
        label={t('toolbar.undo')}
        keys="Mod-z"
        place="rare"
        disabled={!undo}
        onPress={() => chain().undo().run()}
      >
        <ArrowUndoIcon aria-hidden="true" />
      </Tool>
      <Tool
        label={t('toolbar.redo')}
        keys="Mod-Shift-z"
        place="rare"
        disabled={!redo}
        onPress={() => chain().redo().run()}
      >
        <ArrowRedoIcon aria-hidden="true" />
      </Tool>
      <span className="live-toolbar__gap" />
      {opener('find', <MagnifyingGlassIcon aria-hidden="true" />)}
      {opener('help', <QuestionmarkCircleIcon aria-hidden="true" />)}
      <Tool label={t('toolbar.more')} place="more" expanded={more} onPress={() => setMore(!more)}>
        <MenuElipsisHorizontalIcon aria-hidden="true" />
      </Tool>
    </div>
  )
}
