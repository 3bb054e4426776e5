/** The page of the org's Learning Rules. */
export const RULES_PAGE = '/learning-rules';
/** The pages of the org's companies. */
export const COMPANIES_PAGE = '/companies';
export const companyPath = (id: string): string => `${COMPANIES_PAGE}/${encodeURIComponent(id)}`;
/** The page of everything that answers rest on. */
export const KNOWLEDGE_PAGE = '/knowledge';

/** Halo's addresses of an integration, all derived from the provider's name in the manifest. */
export const apiPath = (provider: string): string => `/api/integrations/${provider}`;
export const callbackPath = (provider: string): string => `${apiPath(provider)}/callback`;
export const pagePath = (provider: string): string => `/integrations/${provider}`;
export const recordingPath = (provider: string): string => `${pagePath(provider)}/recording`;
export const settingsPath = (provider: string): string => `${pagePath(provider)}/settings`;
export const recordingsPath = (provider: string): string => `${pagePath(provider)}/recordings`;
export const recordingHref = (provider: string, uuid: string): string =>
  `${recordingPath(provider)}?${new URLSearchParams({ uuid })}`;
