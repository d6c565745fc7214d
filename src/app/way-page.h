/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-id.h"
#include "way-session.h"

G_BEGIN_DECLS

/* What stands beside the sidebar: a header bar, and below it one of four
 * states (loading, empty, content, failed).
 *
 * How a page is added
 * -------------------
 * 1. ui/thing-page.ui, named in ui/waymark.gresource.xml:
 *
 *      <template class="WayThingPage" parent="WayPage">
 *        <property name="title" translatable="yes">Things</property>
 *        <child type="end"> a button at the header bar's end </child>
 *        <child type="empty"> a WayEmptyState </child>
 *        <child> what the page shows: it is put in a scroller, in a clamp of
 *                1,016 px, with the margins that all pages have </child>
 *      </template>
 *
 *    Kinds of child: "start" and "end" of the header bar; "title" in the place
 *    of the title (an AdwViewSwitcher); "empty"; "fill" for content that takes
 *    all the room and scrolls itself (a table); no type for the rest.
 *    A page whose columns become one when narrow binds to WayPage:folded, or
 *    uses WayColumns, which needs no telling.
 *
 * 2. src/app/pages/way-thing-page.[ch], a final type whose parent is WayPage:
 *    class_init sets refresh (and create, print, filter where the page has
 *    them), the template, and its children; init calls
 *    gtk_widget_init_template(); dispose calls gtk_widget_dispose_template()
 *    for its own type and chains up.
 *
 *      static void
 *      way_thing_page_refresh (WayPage *page)
 *      {
 *        g_autoptr(GPtrArray) things = way_things_list (db, today, &error);
 *
 *        if (things == NULL)
 *          way_page_show_failed (page, error);
 *        else if (things->len == 0)
 *          way_page_show_empty (page);
 *        else
 *          {
 *            ...
 *            way_page_show_content (page);
 *          }
 *      }
 *
 *    Long work is asked of a job; way_page_get_cancellable() ends with the page.
 *
 * 3. One row in way-page-list.c (pages of the sidebar, or of records), one line
 *    in src/app/meson.build, two in po/POTFILES.in.
 *
 * refresh runs when the page is first shown, and again whenever the session
 * says "changed" while the page is on view; a page out of view reads again when
 * it is next shown. */
#define WAY_TYPE_PAGE (way_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (WayPage, way_page, WAY, PAGE, GtkBox)

struct _WayPageClass
{
  GtkBoxClass parent_class;

  /* Reads the facts and shows one of the four states. */
  void (*refresh) (WayPage *self);

  /* Ctrl+N, Ctrl+P and Ctrl+F on this page; NULL where the page has none. */
  void (*create)  (WayPage *self);
  void (*print)   (WayPage *self);
  void (*filter)  (WayPage *self);

  /* The record to show, of a record page or of a page that can be about one
   * record: called once, before refresh. */
  void (*set_record) (WayPage     *self,
                      const char  *entity,
                      const WayId *id);

  gpointer padding[8];
};

/* The session of the window; not NULL from the first refresh on. */
WaySession   *way_page_get_session     (WayPage      *self);
void          way_page_set_session     (WayPage      *self,
                                        WaySession   *session);

const char   *way_page_get_title       (WayPage      *self);
void          way_page_set_title       (WayPage      *self,
                                        const char   *title);
const char   *way_page_get_subtitle    (WayPage      *self);
void          way_page_set_subtitle    (WayPage      *self,
                                        const char   *subtitle);

/* In the place of the title in the header bar, as a child of type "title" is. */
void          way_page_set_title_widget (WayPage     *self,
                                         GtkWidget   *widget);

/* Whether the window is too narrow for the sidebar beside the page. */
gboolean      way_page_get_folded      (WayPage      *self);

void          way_page_show_loading    (WayPage      *self);
void          way_page_show_empty      (WayPage      *self);
void          way_page_show_content    (WayPage      *self);

/* Says what went wrong, in a person's words, with Retry.  A cancelled read is
 * no failure and shows nothing. */
void          way_page_show_failed     (WayPage      *self,
                                        const GError *error);

/* Cancelled when the page ends; owned by the page. */
GCancellable *way_page_get_cancellable (WayPage      *self);

/* Reads again now if on view, else when next shown. */
void          way_page_refresh         (WayPage      *self);

/* Puts the keyboard's focus into what the page shows, past its header bar. */
void          way_page_focus           (WayPage      *self);

/* What the window's actions ask. */
gboolean      way_page_can_create      (WayPage      *self);
gboolean      way_page_can_print       (WayPage      *self);
gboolean      way_page_can_filter      (WayPage      *self);
void          way_page_create          (WayPage      *self);
void          way_page_print           (WayPage      *self);
void          way_page_filter          (WayPage      *self);
void          way_page_set_record      (WayPage      *self,
                                        const char   *entity,
                                        const WayId  *id);

/* A toast in the page's window; with_undo offers Ctrl+Z's work as a button. */
void          way_page_toast           (WayPage      *self,
                                        const char   *text,
                                        gboolean      with_undo);

/* Opens the page of a record, with Back to this one. */
void          way_page_open_record     (WayPage      *self,
                                        const char   *entity,
                                        const WayId  *id);

G_END_DECLS
