/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns from a description, for lists that need nothing of their own. */
#include "way-entity-columns.h"

#include <glib/gi18n.h>

/* In the order of the list; what would not fit beside them is on the page. */
#define MOST_COLUMNS 7

typedef struct
{
  WayTableColumn *columns;
  guint           n;
} Made;

static gboolean
has_title (const WayEntity *entity)
{
  for (guint i = 1; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & WAY_FIELD_TITLE) != 0 &&
        entity->fields[i].kind == WAY_KIND_TEXT)
      return TRUE;
  return FALSE;
}

static WayColumnKind
column_kind (const WayField *field)
{
  switch (field->kind)
    {
    case WAY_KIND_DATE:
      return WAY_COLUMN_DAY;

    case WAY_KIND_INTEGER:
    case WAY_KIND_MONEY:
      return WAY_COLUMN_NUMBER;

    case WAY_KIND_ID:
    case WAY_KIND_REFERENCE:
    case WAY_KIND_TEXT:
    case WAY_KIND_LONG_TEXT:
    case WAY_KIND_CODE:
    case WAY_KIND_CODES:
    case WAY_KIND_BOOLEAN:
    default:
      return WAY_COLUMN_TEXT;
    }
}

static void
add_field (Made           *made,
           const WayField *field,
           gboolean        has_expander)
{
  WayTableColumn *column = &made->columns[made->n++];

  column->id = field->kind == WAY_KIND_REFERENCE ? g_strconcat (field->name, ".title", NULL)
                                                 : field->name;
  column->title = field->label;
  column->kind = column_kind (field);
  column->width = column->kind == WAY_COLUMN_DAY ? 120 : column->kind == WAY_COLUMN_NUMBER ? 96 : 0;
  column->expand = column->kind == WAY_COLUMN_TEXT && (!has_expander || column->width == 0);
  column->wide_only = made->n > 3;
}

static Made *
make_columns (const WayEntity *entity,
              const char      *skip)
{
  Made *made = g_new0 (Made, 1);
  gboolean titled = has_title (entity);

  made->columns = g_new0 (WayTableColumn, MOST_COLUMNS);
  if (titled)
    made->columns[made->n++] = (WayTableColumn) {
      .id = "title", .title = N_("Name"), .kind = WAY_COLUMN_TEXT, .expand = TRUE,
    };
  for (guint i = 1; i < entity->n_fields && made->n < MOST_COLUMNS; i++)
    {
      const WayField *field = &entity->fields[i];

      if ((field->flags & WAY_FIELD_LIST) == 0 || g_strcmp0 (field->name, skip) == 0 ||
          (titled && (field->flags & WAY_FIELD_TITLE) != 0))
        continue;
      add_field (made, field, titled);
    }
  return made;
}

const WayTableColumn *
way_entity_columns (const WayEntity *entity,
                    const char      *skip,
                    guint           *n_columns)
{
  static GHashTable *all;
  g_autofree char *key = g_strdup_printf ("%s %s", entity->name, skip != NULL ? skip : "");
  Made *made;

  if (all == NULL)
    all = g_hash_table_new (g_str_hash, g_str_equal);
  made = g_hash_table_lookup (all, key);
  if (made == NULL)
    {
      made = make_columns (entity, skip);
      g_hash_table_insert (all, g_steal_pointer (&key), made);
    }
  *n_columns = made->n;
  return made->columns;
}
