-- What the pages of companies and of the knowledge base look things up by. Nothing here is relied on by a plugin.

create index companies_name on companies (org_id, lower(name), id);
create index end_users_company on end_users (org_id, company_id);
create index meeting_links_end_user on meeting_links (org_id, end_user_id);
create index meetings_source on meetings (org_id, source_id);
create index knowledge_sources_newest on knowledge_sources (org_id, updated_at desc, id);
create index knowledge_sources_title on knowledge_sources using gin (title_stems);
create index knowledge_source_customers_company on knowledge_source_customers (org_id, company_id);
create index knowledge_source_customers_end_user on knowledge_source_customers (org_id, end_user_id);
