/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-exchange.h"

G_BEGIN_DECLS

/* A folder through which copies send each other sealed files, and which nobody trusts:
 * what stands in it, what became of that, and what is to be put there.  How files are
 * taken in and made is way-folder-pass.h. */

#define WAY_FOLDER_MOST_FILE (G_GUINT64_CONSTANT (512) << 20)

/* --- Which folder --- */

/* NULL for none.  Free with g_free(). */
char      *way_folder_dup_path    (WayDb              *db);

/* From now on this one, of which nothing is known yet; NULL for none. */
gboolean   way_folder_choose      (WayDb              *db,
                                   const char         *path,
                                   GError            **error);
gboolean   way_folder_is_paused   (WayDb              *db);
gboolean   way_folder_set_paused  (WayDb              *db,
                                   gboolean            paused,
                                   GError            **error);

/* When it was looked at last, in milliseconds since 1970; 0 for never. */
gint64     way_folder_seen        (WayDb              *db);
gboolean   way_folder_set_seen    (WayDb              *db,
                                   gint64              now,
                                   GError            **error);

/* --- What stands in it --- */

/* The numbers stand in files. */
typedef enum
{
  WAY_FOLDER_NEW     = 0,
  WAY_FOLDER_PARTIAL = 1,    /* still being written, as it seems */
  WAY_FOLDER_OTHER   = 2,    /* for another copy, or from this one: left alone */
  WAY_FOLDER_TAKEN   = 3,
  WAY_FOLDER_ASKS    = 4,    /* changes so much that a person must look */
  WAY_FOLDER_REFUSED = 5,
} WayFolderState;

typedef struct
{
  char           *name;
  gint64          size;
  gint64          changed;   /* microseconds since 1970 */
  WayFolderState  state;
  gint64          basis;
  char           *detail;    /* why it was refused, for people (msgid); may be NULL */
  gint64          at;        /* milliseconds since 1970: seen as it is first */
} WayFolderFile;

void       way_folder_file_free   (WayFolderFile      *self);

/* The regular files of a bundle's name that are there, by name, with what is known of
 * each; forgets those that are gone.  Links are not followed.  Elements are
 * WayFolderFile *.  G_FILE_ERROR. */
GPtrArray *way_folder_list        (WayDb              *db,
                                   const char         *path,
                                   gint64              now,
                                   GError            **error);

/* What is known, without looking: those that wait, ask or were refused. */
GPtrArray *way_folder_remembered  (WayDb              *db,
                                   GError            **error);
gboolean   way_folder_note        (WayDb              *db,
                                   const WayFolderFile *file,
                                   GError            **error);

/* The bytes of one, as long as it is the file that was listed.  NULL with no error
 * where it is another by now, or grows. */
GBytes    *way_folder_read        (const char         *path,
                                   const WayFolderFile *file,
                                   GError            **error);

/* What a file that waits goes by: it is tried again when this changes. */
gboolean   way_folder_basis       (WayDb              *db,
                                   WayFolderState      state,
                                   gint64             *basis,
                                   GError            **error);

/* --- What is to be put there --- */

typedef struct
{
  WayId     device;
  gboolean  owes;            /* a receipt, though there were nothing else to say */
  gboolean  news;            /* there may be something to say */
  char     *name;            /* for the file; holds no person's name */
} WayFolderDue;

void       way_folder_due_free    (WayFolderDue       *self);

/* The devices that this copy may send to and that have not acknowledged what it knows,
 * where what was put there last does not say it or is gone.  Elements are WayFolderDue *;
 * none where this copy is not enrolled.  The governance group is never among them: what
 * it is told is a release, and made by hand. */
GPtrArray *way_folder_list_due    (WayDb              *db,
                                   const char         *path,
                                   gint64              now,
                                   GError            **error);

/* The file was put there (name), or there was nothing to say (NULL).  The one before
 * it goes, if it is still this copy's. */
gboolean   way_folder_note_post   (WayDb              *db,
                                   const char         *path,
                                   const WayFolderDue *due,
                                   gboolean            put,
                                   gint64              now,
                                   GError            **error);

/* Takes away what this copy put there and the device has acknowledged. */
gboolean   way_folder_tidy        (WayDb              *db,
                                   const char         *path,
                                   GError            **error);

G_END_DECLS
