import { COMPANIES_PAGE, KNOWLEDGE_PAGE, pagePath, RULES_PAGE } from '../paths.ts';

/** Where in Halo a page stands. */
export interface Place {
  readonly section: 'integration' | 'companies' | 'knowledge' | 'rules';
  readonly provider: string;
  readonly providerName: string;
}

/** The sections of Halo, on every page. */
export function Navigation({ at: { section, provider, providerName } }: { at: Place }) {
  const sections = [
    { name: 'integration', href: pagePath(provider), label: providerName },
    { name: 'companies', href: COMPANIES_PAGE, label: 'Companies' },
    { name: 'knowledge', href: KNOWLEDGE_PAGE, label: 'Knowledge' },
    { name: 'rules', href: RULES_PAGE, label: 'Learning Rules' },
  ];
  return (
    <nav aria-label="Halo" class="sections">
      {sections.map(({ name, href, label }) => (
        <a href={href} aria-current={name === section ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}
