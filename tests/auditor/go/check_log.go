// Checks an exported log with the Go checksum database's own packages (golang.org/x/mod/sumdb/note and tlog): signature,
// root, every hash tile, inclusion of every record and consistency with older checkpoints. Shares no code with the
// programs it checks, and knows nothing of what a record means.
//
//	check_log FOLDER VKEYS_FILE [OLDER_CHECKPOINT ...]
//
// Exit status: 0 everything fits, 1 something does not, 2 wrong usage.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

// Names of the published folder differ from those of package tlog in two ways: the height is not in the path, and
// entries lie under "entries" instead of "data".
func fileName(t tlog.Tile) string {
	path := t.Path() // tile/8/L/N or tile/8/data/N
	parts := strings.SplitN(path, "/", 3)
	return "tile/" + strings.Replace(parts[2], "data/", "entries/", 1)
}

type checkpoint struct {
	origin string
	tree   tlog.Tree
}

func openCheckpoint(file string, verifiers note.Verifiers) (*checkpoint, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	opened, err := note.Open(content, verifiers)
	if err != nil {
		return nil, fmt.Errorf("%s: %v", file, err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != opened.Sigs[0].Name {
		return nil, fmt.Errorf("%s: not the checkpoint of the log that signed it", file)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return nil, fmt.Errorf("%s: no size", file)
	}
	hash, err := tlog.ParseHash(lines[2])
	if err != nil {
		return nil, fmt.Errorf("%s: %v", file, err)
	}
	return &checkpoint{lines[0], tlog.Tree{N: size, Hash: hash}}, nil
}

// Only keys that package note knows, which are Ed25519 ones.
func readVerifiers(file string) (note.Verifiers, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var list []note.Verifier
	for _, line := range strings.Fields(string(content)) {
		if verifier, err := note.NewVerifier(line); err == nil {
			list = append(list, verifier)
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s: no Ed25519 key", file)
	}
	return note.VerifierList(list...), nil
}

// The rebuilt tree, in the order package tlog stores hashes.
type tree struct {
	stored []tlog.Hash
	leaves []tlog.Hash
}

func (t *tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, index := range indexes {
		if index >= int64(len(t.stored)) {
			return nil, fmt.Errorf("the tree has no hash %d", index)
		}
		hashes = append(hashes, t.stored[index])
	}
	return hashes, nil
}

func (t *tree) add(record []byte) error {
	hashes, err := tlog.StoredHashes(int64(len(t.leaves)), record, t)
	if err != nil {
		return err
	}
	t.stored = append(t.stored, hashes...)
	t.leaves = append(t.leaves, tlog.RecordHash(record))
	return nil
}

func readRecords(folder string, size int64) (*tree, error) {
	rebuilt := &tree{}
	for number := int64(0); number<<tileHeight < size; number++ {
		width := int(size - number<<tileHeight)
		if width > 1<<tileHeight {
			width = 1 << tileHeight
		}
		name := fileName(tlog.Tile{H: tileHeight, L: -1, N: number, W: width})
		content, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return nil, err
		}
		for i := 0; i < width; i++ {
			index := number<<tileHeight + int64(i)
			if len(content) < 2 || len(content) < 2+int(binary.BigEndian.Uint16(content)) {
				return nil, fmt.Errorf("record %d: %s is cut here", index, name)
			}
			end := 2 + int(binary.BigEndian.Uint16(content))
			if err := rebuilt.add(content[2:end]); err != nil {
				return nil, err
			}
			content = content[end:]
		}
		if len(content) != 0 {
			return nil, fmt.Errorf("record %d: %s goes on behind its last record", number<<tileHeight+int64(width), name)
		}
	}
	return rebuilt, nil
}

func checkTiles(folder string, rebuilt *tree, size int64) error {
	tiles := tlog.NewTiles(tileHeight, 0, size) // with every width a partial tile had on the way; the last is the widest
	for i, tile := range tiles {
		if i+1 < len(tiles) && tiles[i+1].L == tile.L && tiles[i+1].N == tile.N {
			continue
		}
		computed, err := tlog.ReadTileData(tile, rebuilt)
		if err != nil {
			return err
		}
		published, err := os.ReadFile(filepath.Join(folder, fileName(tile)))
		if err != nil {
			return err
		}
		if bytes.Equal(published, computed) {
			continue
		}
		for i := 0; i+tlog.HashSize <= len(computed) && i+tlog.HashSize <= len(published); i += tlog.HashSize {
			if !bytes.Equal(computed[i:i+tlog.HashSize], published[i:i+tlog.HashSize]) {
				below := int64(1) << (tileHeight * tile.L)
				first := (tile.N<<tileHeight + int64(i/tlog.HashSize)) * below
				return fmt.Errorf("record %d to %d: do not give hash %d of %s", first, first+below-1, i/tlog.HashSize,
					fileName(tile))
			}
		}
		return fmt.Errorf("%s: wrong length", fileName(tile))
	}
	return nil
}

func checkProofs(rebuilt *tree, head tlog.Tree) error {
	for index, leaf := range rebuilt.leaves {
		proof, err := tlog.ProveRecord(head.N, int64(index), rebuilt)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, head.N, head.Hash, int64(index), leaf); err != nil {
			return fmt.Errorf("record %d: %v", index, err)
		}
	}
	return nil
}

func checkOlder(file string, old *checkpoint, rebuilt *tree, newest *checkpoint) error {
	if old.origin != newest.origin {
		return fmt.Errorf("%s: of another log", file)
	}
	if old.tree.N > newest.tree.N {
		return fmt.Errorf("record %d: %s has %d records, the tail was dropped", newest.tree.N, file, old.tree.N)
	}
	if old.tree.N == 0 {
		return nil
	}
	proof, err := tlog.ProveTree(newest.tree.N, old.tree.N, rebuilt)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(proof, newest.tree.N, newest.tree.Hash, old.tree.N, old.tree.Hash); err != nil {
		return fmt.Errorf("records 0 to %d: not those %s was signed for, history was rewritten: %v", old.tree.N-1, file,
			err)
	}
	return nil
}

func run(folder, keys string, older []string) error {
	verifiers, err := readVerifiers(keys)
	if err != nil {
		return err
	}
	newest, err := openCheckpoint(filepath.Join(folder, "checkpoint"), verifiers)
	if err != nil {
		return err
	}
	rebuilt, err := readRecords(folder, newest.tree.N)
	if err != nil {
		return err
	}
	if err := checkTiles(folder, rebuilt, newest.tree.N); err != nil {
		return err
	}
	if newest.tree.N > 0 {
		root, err := tlog.TreeHash(newest.tree.N, rebuilt)
		if err != nil {
			return err
		}
		if root != newest.tree.Hash {
			return fmt.Errorf("records 0 to %d: do not give the signed root", newest.tree.N-1)
		}
	}
	if err := checkProofs(rebuilt, newest.tree); err != nil {
		return err
	}
	for _, file := range older {
		old, err := openCheckpoint(file, verifiers)
		if err != nil {
			return err
		}
		if err := checkOlder(file, old, rebuilt, newest); err != nil {
			return err
		}
	}
	fmt.Printf("verified: %d records, root %x\n", newest.tree.N, newest.tree.Hash[:])
	return nil
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: check_log FOLDER VKEYS_FILE [OLDER_CHECKPOINT ...]")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
