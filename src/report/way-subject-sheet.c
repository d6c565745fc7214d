/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that is kept about a child, on paper. */

#include "way-subject-sheet.h"

#include <glib/gi18n.h>

#include "way-codes.h"
#include "way-trail.h"

typedef struct
{
  WaySheet                    *sheet;
  WayDb                       *db;
  const WayReferralSheetWords *words;
} Writer;

static const char *
translate (const Writer *self,
           const char   *text)
{
  return self->words->translate (text);
}

static void
add_record (const Writer     *self,
            const WayEntity  *entity,
            gconstpointer     record)
{
  const WaySheetColumn columns[] = {
    { .head = _("What"), .share = 3 },
    { .head = _("What is recorded"), .share = 6 },
    { .head = _("Look first"), .share = 2 },
  };

  way_sheet_begin_table (self->sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 1; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      g_autofree char *value = self->words->value (field, record, self->db);
      const char *cells[3] = { translate (self, field->label), value, "" };

      if (value == NULL || *value == '\0')
        continue;
      if (way_subject_is_of_others (entity, field))
        cells[2] = _("of others");
      way_sheet_add_row (self->sheet, cells);
    }
}

static void
add_table (const Writer          *self,
           const WaySubjectTable *table)
{
  way_sheet_add_text (self->sheet, WAY_SHEET_HEADING,
                      translate (self, table->entity->label_plural));
  for (guint i = 0; i < table->records->len; i++)
    {
      g_autofree char *number = g_strdup_printf ("%s %u", translate (self, table->entity->label),
                                                 i + 1);

      way_sheet_add_text (self->sheet, WAY_SHEET_SUBHEADING, number);
      add_record (self, table->entity, g_ptr_array_index (table->records, i));
    }
}

/* Who looked at it, and to whom it went. */
static void
add_trail (const Writer     *self,
           const GPtrArray  *trail)
{
  const WaySheetColumn columns[] = {
    { .head = _("When"), .share = 3 },
    { .head = _("Who"), .share = 3 },
    { .head = _("What was done"), .share = 5 },
  };

  if (trail->len == 0)
    return;
  way_sheet_add_text (self->sheet, WAY_SHEET_HEADING, _("Who looked, and what was handed out"));
  way_sheet_begin_table (self->sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < trail->len; i++)
    {
      const WayTrailRecord *record = g_ptr_array_index (trail, i);
      g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc (record->at / 1000);
      g_autofree char *moment = g_date_time_format (when, "%Y-%m-%d %H:%M");
      const char *cells[] = {
        moment, record->who,
        translate (self, way_codes_label ("trail_action", record->action)),
      };

      way_sheet_add_row (self->sheet, cells);
    }
}

static void
add_head (const Writer            *self,
          const WaySubjectAccess  *access,
          const char              *authority)
{
  way_sheet_add_text (self->sheet, WAY_SHEET_TITLE, _("What is kept about a child"));
  way_sheet_add_text (self->sheet, WAY_SHEET_BODY, authority);
  if (access->kind != NULL)
    {
      g_autofree char *received = way_date_to_iso (&access->received);
      g_autofree char *due = way_date_to_iso (&access->due);
      g_autofree char *text =
        g_strdup_printf (_("%s: asked for on %s, to be answered by %s."),
                         translate (self, way_codes_label ("subject_kind", access->kind)),
                         received, due);

      way_sheet_add_text (self->sheet, WAY_SHEET_BODY, text);
    }
  way_sheet_add_text (self->sheet, WAY_SHEET_NOTE,
                      _("For who answers the request: what is marked “of others” tells of somebody "
                        "else than the child. Look at it, and black out what the reader may not "
                        "have, before this is handed out."));
  if (access->harm)
    way_sheet_add_text (self->sheet, WAY_SHEET_NOTE,
                        _("Part of this may do serious harm and is to be held back (Data Protection "
                          "Act 2018, schedule 3): take it out, and write down why."));
}

WaySheet *
way_subject_sheet_new (const WaySubjectAccess      *access,
                       WayDb                       *db,
                       const char                  *authority,
                       const GDate                 *today,
                       const WayReferralSheetWords *words)
{
  WaySheet *sheet = way_sheet_new (&(WaySheetInfo) {
    .title = _("What is kept about a child"),
    .marking = _("Official – sensitive"),
    .language = words->language,
    .made_on = *today,
  });
  Writer self = { sheet, db, words };

  add_head (&self, access, authority);
  for (guint i = 0; i < access->tables->len; i++)
    add_table (&self, g_ptr_array_index (access->tables, i));
  add_trail (&self, access->trail);
  return sheet;
}
