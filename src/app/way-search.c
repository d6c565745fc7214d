/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One search for everything.  Pages and actions are few and matched here;
 * records are the store's to find. */
#include "way-search.h"

#include <glib/gi18n.h>

#include "way-field-words.h"
#include "way-page-list.h"
#include "way-query.h"
#include "way-text.h"

struct _WaySearchResult
{
  GObject   parent_instance;

  char     *title;
  char     *detail;
  char     *icon_name;
  char     *action;
  GVariant *target;
};

typedef struct
{
  const char *title; /* N_() */
  const char *icon_name;
  const char *action;
  guint       copies; /* that offer it (WayCopies) */
} Deed;

static const Deed deeds[] = {
  { N_("Undo the last change"), "edit-undo-symbolic", "win.undo", WAY_COPIES_STAFF },
  { N_("Open a file"), "document-open-symbolic", "win.open", WAY_COPIES_ALL },
  { N_("Export duties to a calendar"), "x-office-calendar-symbolic", "win.export-calendar",
    WAY_COPIES_STAFF },
  { N_("Begin a school year"), "x-office-calendar-symbolic", "win.roll-over", WAY_COPIES_STAFF },
  { N_("Tables of routes"), "way-referrals-symbolic", "win.routes", WAY_COPIES_STAFF },
  { N_("Preferences"), "emblem-system-symbolic", "win.preferences", WAY_COPIES_ALL },
  { N_("Keyboard shortcuts"), "preferences-desktop-keyboard-shortcuts-symbolic",
    "win.show-help-overlay", WAY_COPIES_ALL },
  { N_("Help"), "help-about-symbolic", "app.help", WAY_COPIES_ALL },
};

/* Records that are looked for, in the order in which they are offered; what
 * stands under the name are paths of a query. */
typedef struct
{
  const char *entity;
  const char *icon_name;
  const char *details[2];
} Sort;

static const Sort sorts[] = {
  { "pupil", "way-pupils-symbolic", { "year", "upn" } },
  { "establishment", "way-directory-symbolic", { "type", "district.title" } },
  { "provision", "way-places-symbolic", { "establishment.title", "kind" } },
  { "referral", "way-referrals-symbolic", { "pupil.title", "received" } },
  { "placement", "way-placements-symbolic", { "pupil.title", "provision.title" } },
};

/* Results of each sort. */
#define MOST_OF_A_SORT 5

G_DEFINE_FINAL_TYPE (WaySearchResult, way_search_result, G_TYPE_OBJECT)

static void
way_search_result_finalize (GObject *object)
{
  WaySearchResult *self = WAY_SEARCH_RESULT (object);

  g_free (self->title);
  g_free (self->detail);
  g_free (self->icon_name);
  g_free (self->action);
  g_clear_pointer (&self->target, g_variant_unref);

  G_OBJECT_CLASS (way_search_result_parent_class)->finalize (object);
}

static void
way_search_result_class_init (WaySearchResultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_search_result_finalize;
}

static void
way_search_result_init (WaySearchResult *self)
{
}

WaySearchResult *
way_search_result_new (const char *title,
                       const char *detail,
                       const char *icon_name,
                       const char *action,
                       GVariant   *target)
{
  WaySearchResult *self = g_object_new (WAY_TYPE_SEARCH_RESULT, NULL);

  self->title = g_strdup (title);
  self->detail = g_strdup (detail);
  self->icon_name = g_strdup (icon_name);
  self->action = g_strdup (action);
  self->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  return self;
}

const char *
way_search_result_get_title (WaySearchResult *self)
{
  return self->title;
}

const char *
way_search_result_get_detail (WaySearchResult *self)
{
  return self->detail;
}

const char *
way_search_result_get_icon_name (WaySearchResult *self)
{
  return self->icon_name;
}

const char *
way_search_result_get_action (WaySearchResult *self)
{
  return self->action;
}

GVariant *
way_search_result_get_target (WaySearchResult *self)
{
  return self->target;
}

/* Whether every word typed begins a word of the title. */
static gboolean
matches (const char  *title,
         char       **words)
{
  g_autofree char *folded = way_text_fold (title);
  g_autofree char *spaced = g_strconcat (" ", folded, NULL);

  for (char **word = words; *word != NULL; word++)
    {
      g_autofree char *start = g_strconcat (" ", *word, NULL);

      if (strstr (spaced, start) == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
find_pages (WaySession  *session,
            GPtrArray   *found,
            char       **words)
{
  guint n_pages;
  const WayPageInfo *pages = way_page_list_get_pages (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    if (way_page_list_is_shown (&pages[i], session) && matches (_(pages[i].title), words))
      g_ptr_array_add (found, way_search_result_new (_(pages[i].title), _("Page"),
                                                     pages[i].icon_name, "win.page",
                                                     g_variant_new_string (pages[i].id)));
}

static void
find_deeds (WaySession  *session,
            GPtrArray   *found,
            char       **words)
{
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    if ((deeds[i].copies & way_session_get_role (session)) != 0 &&
        matches (_(deeds[i].title), words))
      g_ptr_array_add (found, way_search_result_new (_(deeds[i].title), _("Something to do"),
                                                     deeds[i].icon_name, deeds[i].action, NULL));
}

static char *
cell_words (const WayQuery    *query,
            const WayQueryRow *row,
            guint              n)
{
  const WayField *field = way_query_column (query, n)->field;

  if (field == NULL)
    return way_query_row_text (query, row, n);
  return way_field_words_value (field, &row->values[n], NULL);
}

static void
add_record (GPtrArray         *found,
            const Sort        *sort,
            const WayQuery    *query,
            const WayQueryRow *row)
{
  const WayEntity *entity = way_query_entity (query);
  g_autofree char *title = cell_words (query, row, 0);
  g_autoptr(GString) detail = g_string_new (_(entity->label));
  char id[WAY_ID_TEXT_SIZE];

  for (guint n = 1; n < way_query_n_columns (query); n++)
    {
      g_autofree char *words = cell_words (query, row, n);

      if (*words != '\0')
        g_string_append_printf (detail, " · %s", words);
    }
  way_id_format (&row->id, id);
  g_ptr_array_add (found,
                   way_search_result_new (*title != '\0' ? title : _(entity->label), detail->str,
                                          sort->icon_name, "win.open-record",
                                          g_variant_new ("(ss)", entity->name, id)));
}

static void
find_records (GPtrArray  *found,
              WaySession *session,
              const char *typed)
{
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      const Sort *sort = &sorts[i];
      g_autoptr(WayQuery) query = NULL;
      g_autoptr(GPtrArray) rows = NULL;

      if (way_page_list_find_record (sort->entity) == NULL)
        continue;
      query = way_query_new (way_entity_by_name (sort->entity));
      way_query_add_column (query, "title", NULL);
      for (guint j = 0; j < G_N_ELEMENTS (sort->details); j++)
        way_query_add_column (query, sort->details[j], NULL);
      way_query_set_search (query, typed);
      rows = way_query_page (query, way_session_get_db (session), 0, MOST_OF_A_SORT, NULL);
      for (guint j = 0; rows != NULL && j < rows->len; j++)
        add_record (found, sort, query, g_ptr_array_index (rows, j));
    }
}

GPtrArray *
way_search_run (WaySession *session,
                const char *typed)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *folded = way_text_fold (typed);
  g_auto(GStrv) words = g_strsplit (folded, " ", -1);

  if (*folded == '\0')
    return found;

  find_pages (session, found, words);
  if (way_session_get_db (session) != NULL)
    find_records (found, session, typed);
  find_deeds (session, found, words);
  return found;
}
