namespace Cairn.Issuing;

/// <summary>
/// Awards and what programs issue had tables of their own for keys and lists; for the migration that brings them together. Every row keeps
/// its id, every list its address and every signed document its bytes. Public ids are written as 32 hex digits.
/// </summary>
internal static class IssuersBefore
{
    /// <summary>Keys, lists and signed lists; <c>address</c> of a list still holds its origin alone.</summary>
    public const string KeysAndLists = """
        update issuer_keys set kind = 'Awards', algorithm = 'Ed25519';
        insert into issuer_keys (district_id, id, organization_id, kind, algorithm, number, did, verification_method, public_key_multibase,
            wrapped_secret, created_at)
        select district_id, id, organization_id, 'Programs', algorithm,
            row_number() over (partition by district_id, organization_id order by id),
            coalesce(web_did, 'did:key:' || public_key_multibase),
            coalesce(web_did || '#' || lower(algorithm), 'did:key:' || public_key_multibase || '#' || public_key_multibase),
            public_key_multibase, wrapped_secret, created_at
        from vcalm_keys;

        update status_lists set
            purpose = 'revocation',
            issuer = (select k.did from issuer_keys k where k.district_id = status_lists.district_id and k.id = status_lists.issuer_key_id),
            address = address || '/status/' || lower(replace(cast(public_id as text), '-', ''));
        insert into status_lists (district_id, id, organization_id, issuer_key_id, issuer, purpose, number, public_id, address, created_at,
            revision)
        select district_id, id, organization_id, vcalm_key_id, issuer, purpose, number, id,
            origin || '/vcalm/' || lower(replace(cast(organization_id as text), '-', ''))
                || '/status-lists/' || lower(replace(cast(id as text), '-', '')),
            created_at, revision
        from vcalm_lists;
        insert into signed_status_lists (district_id, id, status_list_id, revision, bytes, signed_at)
        select district_id, id, vcalm_list_id, revision, bytes, signed_at from signed_vcalm_lists;

        update locators set kind = 'StatusList' where kind = 'VcalmList';
        update locators set kind = 'Organization'
        where kind = 'Vcalm' and not exists (select 1 from locators o where o.kind = 'Organization' and o.key = locators.key);
        delete from locators where kind = 'Vcalm';
        """;

    /// <summary>The places of awards, which stood in their issues alone, and their revocations.</summary>
    public const string PlacesOfAwards = """
        insert into status_places (district_id, id, status_list_id, list_index, purpose, credential_id, taken_at)
        select district_id, id, status_list_id, status_index, 'revocation', credential_id, requested_at from credential_issues;
        insert into status_changes (district_id, id, status_place_id, number, value, changed_by_id, changed_at)
        select r.district_id, r.id, i.id, 1, true, r.revoked_by_id, r.revoked_at
        from revocations r
        join credential_issues i on i.district_id = r.district_id and i.award_id = r.award_id;
        """;
}
