-- Each sign-in writes when the person's claims were read. While an index holds that time, each makes new entries in all
-- indexes of the table; without it, and with room in the page, the row changes in place as long as the claims are the
-- same. There are few whose groups were cut off: their order is made when it is asked for.
drop index account_cut_off;
create index account_cut_off on account (provider) where claims ->> 'groupsComplete' = 'false';
alter table account set (fillfactor = 80);
