/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"
#include "way-page.h"

G_BEGIN_DECLS

/* The page of one record of any entity, from its description alone: name and
 * state, facts, longer texts, the records that refer to it, and its history.
 * A page that knows its entity better derives from this one, adds to the top,
 * and says which of the rest is shown.
 *
 * Ctrl+N adds nothing here; F2 or the button in the header bar changes the
 * record. */
#define WAY_TYPE_RECORD_PAGE (way_record_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (WayRecordPage, way_record_page, WAY, RECORD_PAGE, WayPage)

struct _WayRecordPageClass
{
  WayPageClass parent_class;

  /* The record was read again: set title and subtitle, and fill what the
   * derived page has at the top.  The record is lent until it returns.  Chain
   * up for the title and subtitle that any record has. */
  void     (*show)         (WayRecordPage  *self,
                            gpointer        record);

  /* Whether a field stands among the facts; all by default. */
  gboolean (*shows_field)  (WayRecordPage  *self,
                            const WayField *field);

  /* Whether records of another entity that refer to this one by the field are
   * listed; all by default. */
  gboolean (*shows_related) (WayRecordPage   *self,
                             const WayEntity *entity,
                             const WayField  *field);

  gpointer padding[8];
};

const WayEntity *way_record_page_get_entity (WayRecordPage *self);
const WayId     *way_record_page_get_id     (WayRecordPage *self);

/* A box above the facts for what a derived page has of its own. */
GtkBox          *way_record_page_get_top    (WayRecordPage *self);

/* Another view of the record beside the one that any record has ("overview"), under
 * the same head; the title of the header bar becomes the way to change between them,
 * as do Alt+Page Down and Alt+Page Up.  title is translated. */
AdwViewStackPage *way_record_page_add_view  (WayRecordPage *self,
                                             GtkWidget     *view,
                                             const char    *name,
                                             const char    *title,
                                             const char    *icon_name);

/* The name of the view that is shown. */
const char      *way_record_page_get_view   (WayRecordPage *self);
void             way_record_page_show_view  (WayRecordPage *self,
                                             const char    *name);

/* Opens the form of the record. */
void             way_record_page_edit       (WayRecordPage *self);

/* What the record is called at its head, in place of its title fields. */
void             way_record_page_set_name   (WayRecordPage *self,
                                             const char    *name);

/* The line under the name, in place of what any record has there. */
void             way_record_page_set_detail (WayRecordPage *self,
                                             const char    *text);

/* The line of state under the name: a word with its icon and colour; NULL text
 * for none. */
void             way_record_page_set_state  (WayRecordPage *self,
                                             const char    *text,
                                             const char    *icon_name,
                                             const char    *css_class);

/* A round picture with the initials of a person at the left of the name; NULL for
 * none. */
void             way_record_page_set_person (WayRecordPage *self,
                                             const char    *name);

/* The next step as the one suggested button, with a dim line under it (or
 * NULL); action is a GAction with an optional target. */
void             way_record_page_set_step   (WayRecordPage *self,
                                             const char    *label,
                                             const char    *note,
                                             const char    *action,
                                             GVariant      *target);

/* Icon and colour of the line under the step, after it was set. */
void             way_record_page_set_step_state (WayRecordPage *self,
                                                 const char    *icon_name,
                                                 const char    *css_class);

/* Adds to the menu in the header bar, above what any record has there. */
void             way_record_page_add_to_menu (WayRecordPage *self,
                                              const char    *label,
                                              const char    *action);

/* The same for several that belong together. */
void             way_record_page_add_section (WayRecordPage *self,
                                              GMenuModel    *section);

G_END_DECLS
