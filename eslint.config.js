import path from 'node:path'
import jsxA11y from 'eslint-plugin-jsx-a11y'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const LONGEST_FILE = 300

export default tseslint.config(
  {
    ignores: [
      'build/**',
      'node_modules/**',
      'server/database/generated/**',
      '.data/**',
      '.cache/**',
      'test-results/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: path.resolve(import.meta.dirname) },
    },
    rules: {
      'max-lines': ['error', { max: LONGEST_FILE }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Express, event emitters and React hand async functions to places that expect void; what they throw is caught there.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // Remix throws responses.
      '@typescript-eslint/only-throw-error': 'off',
      // A promise made ready for others is not always awaited in the function that makes it.
      '@typescript-eslint/require-await': 'off',
      // Our services are closures behind interfaces: there is no `this` to lose when a function is taken out of one.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
    },
  },
  {
    files: ['**/*.tsx'],
    extends: [jsxA11y.flatConfigs.strict],
  },
  {
    files: ['app/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['server/**/*.{ts,tsx}', 'app/**/*.{ts,tsx}'],
    ignores: ['server/env.ts', '**/*.test.{ts,tsx}'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment is read once, in server/env.ts.' },
      ],
    },
  },
  {
    files: ['app/**'],
    ignores: ['app/live/use-refresh.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          name: '@remix-run/react',
          importNames: ['useRevalidator', 'useFetcher', 'useFetchers'],
          message: 'What does not come takes the page with it: docs/decisions/pages-without-a-network.md.',
        },
      ],
    },
  },
  {
    // Words for the operator's eyes.
    files: ['server/main.ts', 'server/cli/**', 'tests/bench/**', 'tests/setup.ts', 'docs/**'],
    rules: { 'no-console': 'off', 'no-restricted-properties': 'off' },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'tests/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      // expect.any() and its kin are typed `any` by vitest.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
    },
  },
)
