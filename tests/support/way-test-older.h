/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "way-entity-private.h"

/* The program as it was some releases ago: kinds of records, and fields, that it does
 * not know yet.  Lists are made once, for as long as the process lives. */

typedef struct
{
  const char *entity;
  const char *field;         /* NULL: all of it */
} WayTestHidden;

/* What is made here stays. */
static inline gpointer
way_test_keep (gpointer made)
{
  static GPtrArray *kept;

  if (kept == NULL)
    kept = g_ptr_array_new ();
  g_ptr_array_add (kept, made);
  return made;
}

static inline gboolean
way_test_is_hidden (const WayTestHidden *hidden,
                    const char          *entity,
                    const char          *field)
{
  for (guint i = 0; hidden[i].entity != NULL; i++)
    if (strcmp (hidden[i].entity, entity) == 0 && g_strcmp0 (hidden[i].field, field) == 0)
      return TRUE;
  return FALSE;
}

static inline const WayEntity *
way_test_older_entity (const WayTestHidden *hidden,
                       const WayEntity     *entity)
{
  WayField *fields = g_new (WayField, entity->n_fields);
  WayEntity *older;
  guint n = 0;

  for (guint i = 0; i < entity->n_fields; i++)
    if (!way_test_is_hidden (hidden, entity->name, entity->fields[i].name))
      fields[n++] = entity->fields[i];
  if (n == entity->n_fields)
    {
      g_free (fields);
      return entity;
    }
  older = way_test_keep (g_memdup2 (entity, sizeof *entity));
  older->fields = way_test_keep (fields);
  older->n_fields = n;
  return older;
}

/* `hidden` ends with an entity of NULL. */
static inline const WayEntity *const *
way_test_older_entities (const WayTestHidden *hidden)
{
  GPtrArray *list = g_ptr_array_new ();
  const WayEntity *const *entities = way_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    if (!way_test_is_hidden (hidden, entities[i]->name, NULL))
      g_ptr_array_add (list, (gpointer) way_test_older_entity (hidden, entities[i]));
  g_ptr_array_add (list, NULL);
  return (const WayEntity *const *) way_test_keep (g_ptr_array_free (list, FALSE));
}
