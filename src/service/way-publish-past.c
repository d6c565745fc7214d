/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Releases that were published: read back from the file as readers have them,
 * and recorded when one more goes out. */

#include "way-publish-private.h"

#include "way-publication.h"
#include "way-records.h"
#include "way-release-tables.h"
#include "way-release-text.h"
#include "way-service-error.h"

static void
past_free (WayPastRelease *self)
{
  way_publish_profile_clear (&self->profile);
  g_free (self->by);
  g_free (self->approved_by);
  g_free (self->rules);
  g_free (self->digest);
  g_free (self->note);
  g_ptr_array_unref (self->tables);
  g_free (self);
}

/* --- Reading --- */

static WayReleaseTable *
read_table (const WayPublicationTable  *record,
            GError                    **error)
{
  g_autoptr(GBytes) resource = g_bytes_new (record->resource, record->resource != NULL
                                            ? strlen (record->resource) : 0);
  g_autoptr(GBytes) data = g_bytes_new (record->data, record->data != NULL
                                        ? strlen (record->data) : 0);
  g_autoptr(WayJson) json = way_json_read (resource, error);
  WayReleaseTable *table = json != NULL ? way_release_table_read (json, data, error) : NULL;

  if (table == NULL)
    g_prefix_error (error, "Table “%s” of an earlier release: ", record->name);
  return table;
}

static int
compare_positions (gconstpointer a,
                   gconstpointer b)
{
  const WayPublicationTable *one = *(WayPublicationTable *const *) a;
  const WayPublicationTable *two = *(WayPublicationTable *const *) b;

  return one->position < two->position ? -1 : one->position > two->position;
}

static gboolean
read_tables (WayPastRelease  *past,
             WayDb           *db,
             GError         **error)
{
  g_autoptr(GPtrArray) records = way_records_of (db, &way_publication_table_entity, "release",
                                                 &past->id, error);

  if (records == NULL)
    return FALSE;
  g_ptr_array_sort (records, compare_positions);
  for (guint i = 0; i < records->len; i++)
    {
      WayReleaseTable *table = read_table (g_ptr_array_index (records, i), error);

      if (table == NULL)
        return FALSE;
      g_ptr_array_add (past->tables, table);
    }
  return TRUE;
}

static WayPastRelease *
make_past (const WayPublication *record)
{
  WayPastRelease *past = g_new0 (WayPastRelease, 1);

  past->id = record->id;
  past->year = (int) record->year;
  past->made = record->made;
  past->by = g_strdup (record->by);
  past->approved_by = g_strdup (record->approved_by);
  past->rules = g_strdup (record->rules);
  past->digest = g_strdup (record->digest);
  past->note = g_strdup (record->note);
  past->replaces = record->replaces;
  past->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) way_release_table_free);
  return past;
}

static int
compare_past (gconstpointer a,
              gconstpointer b)
{
  const WayPastRelease *one = *(WayPastRelease *const *) a, *two = *(WayPastRelease *const *) b;
  int order = way_date_compare (&two->made, &one->made);

  return order != 0 ? order : way_id_compare (&two->id, &one->id);
}

static void
mark_replaced (GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    for (guint j = 0; j < list->len; j++)
      {
        WayPastRelease *old = g_ptr_array_index (list, j);

        if (way_id_equal (&((WayPastRelease *) g_ptr_array_index (list, i))->replaces, &old->id))
          old->is_replaced = TRUE;
      }
}

GPtrArray *
way_publish_list (WayDb   *db,
                  GError **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) past_free);
  g_autoptr(GPtrArray) records = way_records_list (db, &way_publication_entity, NULL, NULL, error);

  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      const WayPublication *record = g_ptr_array_index (records, i);
      WayPastRelease *past = make_past (record);

      g_ptr_array_add (list, past);
      if (!way_publish_profile_read (record->profile != NULL ? record->profile : "", &record->made,
                                     &past->profile, error) ||
          !read_tables (past, db, error))
        return NULL;
    }
  g_ptr_array_sort (list, compare_past);
  mark_replaced (list);
  return g_steal_pointer (&list);
}

/* --- Recording --- */

typedef struct
{
  const char      *who;
  const GPtrArray *drafts;        /* WayPublishDraft * */
  const char      *approved_by;
  WayPublishPlace  place;
  gpointer         data;
} Deed;

static gboolean
insert_table (WayDb                  *db,
              const WayId            *release,
              const WayReleaseTable  *table,
              guint                   position,
              GError                **error)
{
  g_autoptr(WayPublicationTable) record = way_publication_table_new ();
  g_autoptr(GString) csv = way_release_table_to_csv (table);

  record->release = *release;
  record->position = position;
  record->name = g_strdup (table->name);
  record->resource = way_release_table_resource (table, csv);
  record->data = g_strdup (csv->str);
  return way_records_insert (db, &way_publication_table_entity, record, error);
}

static gboolean
record_draft (WayDb                  *db,
              const Deed             *deed,
              const WayPublishDraft  *draft,
              GError                **error)
{
  const WayPastRelease *replaced = way_publish_draft_replaces (draft);
  g_autoptr(WayPublication) record = way_publication_new ();

  record->profile = g_strdup (draft->profile.id);
  record->year = draft->year;
  record->made = draft->made;
  record->by = g_strdup (deed->who);
  record->approved_by = g_strdup (deed->approved_by);
  record->rules = way_publish_rules_text (draft->hidden);
  record->digest = g_strdup (draft->digest);
  if (replaced != NULL)
    record->replaces = replaced->id;
  record->note = g_strdup (draft->note);
  if (!way_records_insert (db, &way_publication_entity, record, error))
    return FALSE;
  for (guint i = 0; i < draft->tables->len; i++)
    if (!insert_table (db, &record->id, g_ptr_array_index (draft->tables, i), i, error))
      return FALSE;
  return TRUE;
}

static gboolean
record_in_edit (WayDb     *db,
                gpointer   data,
                GError   **error)
{
  const Deed *self = data;

  for (guint i = 0; i < self->drafts->len; i++)
    if (!record_draft (db, self, g_ptr_array_index (self->drafts, i), error))
      return FALSE;
  return self->place == NULL || self->place (self->data, error);
}

gboolean
way_publish_record_all (WayDb              *db,
                        const WayEditInfo  *info,
                        const char         *approved_by,
                        const GPtrArray    *drafts,
                        WayPublishPlace     place,
                        gpointer            data,
                        GError            **error)
{
  Deed deed = { info->who, drafts, approved_by, place, data };

  for (guint i = 0; i < drafts->len; i++)
    {
      const WayPublishDraft *draft = g_ptr_array_index (drafts, i);

      if (way_publish_draft_replaces (draft) == NULL || (draft->note != NULL && *draft->note != '\0'))
        continue;
      g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE,
                           "Say why this release replaces the one before.");
      return FALSE;
    }
  return way_edit_run (db, info, record_in_edit, &deed, NULL, error);
}

gboolean
way_publish_record (WayDb                 *db,
                    const char            *who,
                    const char            *approved_by,
                    const WayPublishDraft *draft,
                    WayPublishPlace        place,
                    gpointer               data,
                    GError               **error)
{
  g_autofree char *year = way_release_year_text (draft->year);
  g_autofree char *name = g_strdup_printf ("Publish statistics for %s (%s)", year,
                                           draft->profile.id);
  WayEditInfo info = { .name = name, .reason = draft->note, .who = who };
  g_autoptr(GPtrArray) drafts = g_ptr_array_new ();

  g_ptr_array_add (drafts, (gpointer) draft);
  return way_publish_record_all (db, &info, approved_by, drafts, place, data, error);
}
