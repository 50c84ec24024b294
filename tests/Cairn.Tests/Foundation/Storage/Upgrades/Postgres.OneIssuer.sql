CREATE OR REPLACE FUNCTION public.frozen_answer_history_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if not exists (select 1 from erasures e where e.district_id = old.district_id and e.learner_id = (select e.learner_id from answers a join enrollments e on e.district_id = a.district_id and e.id = a.enrollment_id where a.district_id = old.district_id and a.id = old.answer_id)) then raise exception 'row of answer_history is immutable' using errcode = '23514'; end if;
    return old;
end $function$;
CREATE OR REPLACE FUNCTION public.frozen_audit_events_update()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if (new.address is not null or new.district_id is distinct from old.district_id or new.id is distinct from old.id or new.action is distinct from old.action or new.actor_person_id is distinct from old.actor_person_id or new.at is distinct from old.at or new.detail is distinct from old.detail or new.subject_id is distinct from old.subject_id or new.subject_kind is distinct from old.subject_kind) then raise exception 'row of audit_events is immutable' using errcode = '23514'; end if;
    return new;
end $function$;
CREATE OR REPLACE FUNCTION public.frozen_awards_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if not exists (select 1 from erasures e where e.district_id = old.district_id and e.learner_id = old.learner_id) then raise exception 'row of awards is immutable' using errcode = '23514'; end if;
    return old;
end $function$;
CREATE OR REPLACE FUNCTION public.frozen_credential_issues_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if not exists (select 1 from erasures e where e.district_id = old.district_id and e.learner_id = old.learner_id) then raise exception 'row of credential_issues is immutable' using errcode = '23514'; end if;
    return old;
end $function$;
CREATE OR REPLACE FUNCTION public.frozen_credentials_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if not exists (select 1 from erasures e where e.district_id = old.district_id and e.learner_id = old.learner_id) then raise exception 'row of credentials is immutable' using errcode = '23514'; end if;
    return old;
end $function$;
CREATE OR REPLACE FUNCTION public.frozen_decisions_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if not exists (select 1 from erasures e where e.district_id = old.district_id and e.learner_id = (select s.learner_id from submissions s where s.district_id = old.district_id and s.id = old.submission_id)) then raise exception 'row of decisions is immutable' using errcode = '23514'; end if;
    return old;
end $function$;
CREATE OR REPLACE FUNCTION public.frozen_hands_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if not exists (select 1 from erasures e where e.district_id = old.district_id and e.learner_id = (select e.learner_id from enrollments e where e.district_id = old.district_id and e.id = old.enrollment_id)) then raise exception 'row of hands is immutable' using errcode = '23514'; end if;
    return old;
end $function$;
CREATE OR REPLACE FUNCTION public.frozen_reviews_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if old.completed_at is not null and not exists (select 1 from erasures e where e.district_id = old.district_id and e.learner_id = (select s.learner_id from submissions s where s.district_id = old.district_id and s.id = old.submission_id)) then raise exception 'row of reviews is immutable' using errcode = '23514'; end if;
    return old;
end $function$;
CREATE OR REPLACE FUNCTION public.frozen_reviews_update()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if old.completed_at is not null then raise exception 'row of reviews is immutable' using errcode = '23514'; end if;
    return new;
end $function$;
CREATE OR REPLACE FUNCTION public.frozen_revocations_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if not exists (select 1 from erasures e where e.district_id = old.district_id and e.learner_id = (select a.learner_id from awards a where a.district_id = old.district_id and a.id = old.award_id)) then raise exception 'row of revocations is immutable' using errcode = '23514'; end if;
    return old;
end $function$;
CREATE OR REPLACE FUNCTION public.frozen_submissions_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if not exists (select 1 from erasures e where e.district_id = old.district_id and e.learner_id = old.learner_id) then raise exception 'row of submissions is immutable' using errcode = '23514'; end if;
    return old;
end $function$;
CREATE OR REPLACE FUNCTION public.frozen_versions_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if exists (select 1 from publications p where p.district_id = old.district_id and p.version_id = old.id) then raise exception 'row of versions is immutable' using errcode = '23514'; end if;
    return old;
end $function$;
CREATE OR REPLACE FUNCTION public.frozen_versions_update()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    if exists (select 1 from publications p where p.district_id = old.district_id and p.version_id = old.id) then raise exception 'row of versions is immutable' using errcode = '23514'; end if;
    return new;
end $function$;
CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin raise exception 'row of % is immutable', tg_table_name using errcode = '23514'; end $function$;
CREATE TRIGGER frozen_answer_history_delete BEFORE DELETE ON public.answer_history FOR EACH ROW EXECUTE FUNCTION frozen_answer_history_delete();
CREATE TRIGGER frozen_answer_history_truncate BEFORE TRUNCATE ON public.answer_history FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_answer_history_update BEFORE UPDATE ON public.answer_history FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_audit_events_delete BEFORE DELETE ON public.audit_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_audit_events_truncate BEFORE TRUNCATE ON public.audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_audit_events_update BEFORE UPDATE ON public.audit_events FOR EACH ROW EXECUTE FUNCTION frozen_audit_events_update();
CREATE TRIGGER frozen_awards_delete BEFORE DELETE ON public.awards FOR EACH ROW EXECUTE FUNCTION frozen_awards_delete();
CREATE TRIGGER frozen_awards_truncate BEFORE TRUNCATE ON public.awards FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_awards_update BEFORE UPDATE ON public.awards FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_credential_issues_delete BEFORE DELETE ON public.credential_issues FOR EACH ROW EXECUTE FUNCTION frozen_credential_issues_delete();
CREATE TRIGGER frozen_credential_issues_truncate BEFORE TRUNCATE ON public.credential_issues FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_credential_issues_update BEFORE UPDATE ON public.credential_issues FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_credentials_delete BEFORE DELETE ON public.credentials FOR EACH ROW EXECUTE FUNCTION frozen_credentials_delete();
CREATE TRIGGER frozen_credentials_truncate BEFORE TRUNCATE ON public.credentials FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_credentials_update BEFORE UPDATE ON public.credentials FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_decisions_delete BEFORE DELETE ON public.decisions FOR EACH ROW EXECUTE FUNCTION frozen_decisions_delete();
CREATE TRIGGER frozen_decisions_truncate BEFORE TRUNCATE ON public.decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_decisions_update BEFORE UPDATE ON public.decisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_design_feedback_delete BEFORE DELETE ON public.design_feedback FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_design_feedback_truncate BEFORE TRUNCATE ON public.design_feedback FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_design_feedback_update BEFORE UPDATE ON public.design_feedback FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_erasures_delete BEFORE DELETE ON public.erasures FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_erasures_truncate BEFORE TRUNCATE ON public.erasures FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_erasures_update BEFORE UPDATE ON public.erasures FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_hands_delete BEFORE DELETE ON public.hands FOR EACH ROW EXECUTE FUNCTION frozen_hands_delete();
CREATE TRIGGER frozen_hands_truncate BEFORE TRUNCATE ON public.hands FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_hands_update BEFORE UPDATE ON public.hands FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_issued_credentials_delete BEFORE DELETE ON public.issued_credentials FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_issued_credentials_truncate BEFORE TRUNCATE ON public.issued_credentials FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_issued_credentials_update BEFORE UPDATE ON public.issued_credentials FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_publications_delete BEFORE DELETE ON public.publications FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_publications_truncate BEFORE TRUNCATE ON public.publications FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_publications_update BEFORE UPDATE ON public.publications FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_reviews_delete BEFORE DELETE ON public.reviews FOR EACH ROW EXECUTE FUNCTION frozen_reviews_delete();
CREATE TRIGGER frozen_reviews_truncate BEFORE TRUNCATE ON public.reviews FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_reviews_update BEFORE UPDATE ON public.reviews FOR EACH ROW EXECUTE FUNCTION frozen_reviews_update();
CREATE TRIGGER frozen_revocations_delete BEFORE DELETE ON public.revocations FOR EACH ROW EXECUTE FUNCTION frozen_revocations_delete();
CREATE TRIGGER frozen_revocations_truncate BEFORE TRUNCATE ON public.revocations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_revocations_update BEFORE UPDATE ON public.revocations FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_signed_status_lists_delete BEFORE DELETE ON public.signed_status_lists FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_signed_status_lists_truncate BEFORE TRUNCATE ON public.signed_status_lists FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_signed_status_lists_update BEFORE UPDATE ON public.signed_status_lists FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_status_changes_delete BEFORE DELETE ON public.status_changes FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_status_changes_truncate BEFORE TRUNCATE ON public.status_changes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_status_changes_update BEFORE UPDATE ON public.status_changes FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_status_places_delete BEFORE DELETE ON public.status_places FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_status_places_truncate BEFORE TRUNCATE ON public.status_places FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_status_places_update BEFORE UPDATE ON public.status_places FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_submissions_delete BEFORE DELETE ON public.submissions FOR EACH ROW EXECUTE FUNCTION frozen_submissions_delete();
CREATE TRIGGER frozen_submissions_truncate BEFORE TRUNCATE ON public.submissions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_submissions_update BEFORE UPDATE ON public.submissions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_versions_delete BEFORE DELETE ON public.versions FOR EACH ROW EXECUTE FUNCTION frozen_versions_delete();
CREATE TRIGGER frozen_versions_truncate BEFORE TRUNCATE ON public.versions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER frozen_versions_update BEFORE UPDATE ON public.versions FOR EACH ROW EXECUTE FUNCTION frozen_versions_update();
