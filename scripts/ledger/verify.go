// Verifies a ledger with Go's own checksum-database code (golang.org/x/mod/sumdb), none of which
// is Cairn's: the signature of the checkpoint, its consistency with older checkpoints, and the
// inclusion of every entry.
//
//	verify DIR KEY-FILE [OLDER-CHECKPOINT…]
//	verify proof KEY-FILE PROOF…
//
// The second form verifies C2SP tlog-proofs alone, without a ledger, and prints the event each discloses.
package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type head struct {
	origin string
	tree   tlog.Tree
}

// files reads tiles below a directory, each once.
type files struct {
	dir  string
	read map[string][]byte
}

func (f *files) Height() int { return height }

func (f *files) SaveTiles([]tlog.Tile, [][]byte) {}

func (f *files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := f.get(path(tile))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (f *files) get(name string) ([]byte, error) {
	if data, known := f.read[name]; known {
		return data, nil
	}
	data, err := os.ReadFile(filepath.Join(f.dir, name))
	f.read[name] = data
	return data, err
}

// path spells a tile as C2SP does: without the height, and `entries` for `data`.
func path(tile tlog.Tile) string {
	name := strings.TrimPrefix(tile.Path(), "tile/8/")
	if rest := strings.TrimPrefix(name, "data/"); rest != name {
		return "tile/entries/" + rest
	}
	return "tile/" + name
}

func open(name string, keys note.Verifiers) (head, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return head{}, err
	}
	return parse(name, data, keys)
}

func parse(name string, data []byte, keys note.Verifiers) (head, error) {
	signed, err := note.Open(data, keys)
	if err != nil {
		return head{}, err
	}
	lines := strings.Split(signed.Text, "\n")
	if len(lines) < 4 {
		return head{}, fmt.Errorf("%s: not a checkpoint", name)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return head{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return head{lines[0], tlog.Tree{N: size, Hash: root}}, err
}

func entries(f *files, size int64) ([][]byte, error) {
	var all [][]byte
	for n := int64(0); n*256 < size; n++ {
		width := size - n*256
		if width > 256 {
			width = 256
		}
		data, err := f.get(path(tlog.Tile{H: height, L: -1, N: n, W: int(width)}))
		if err != nil {
			return nil, err
		}
		for len(data) > 0 {
			if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
				return nil, fmt.Errorf("bundle %d of entries is cut short", n)
			}
			end := 2 + int(binary.BigEndian.Uint16(data))
			all = append(all, data[2:end])
			data = data[end:]
		}
	}
	return all, nil
}

func trusted(keyFile string) (note.Verifiers, error) {
	text, err := os.ReadFile(keyFile)
	if err != nil {
		return nil, err
	}
	var list []note.Verifier
	for _, line := range strings.Fields(string(text)) {
		key, err := note.NewVerifier(line)
		if err != nil {
			return nil, err
		}
		list = append(list, key)
	}
	return note.VerifierList(list...), nil
}

// proven gives the event that a proof discloses, if the proof holds.
func proven(name string, keys note.Verifiers) (string, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return "", err
	}
	text, checkpoint, found := strings.Cut(string(data), "\n\n")
	lines := strings.Split(text, "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return "", fmt.Errorf("%s: not a proof", name)
	}
	now, err := parse(name, []byte(checkpoint), keys)
	if err != nil {
		return "", err
	}
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil || len(extra) < 32 {
		return "", fmt.Errorf("%s: it discloses no event", name)
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return "", err
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return "", err
		}
		proof = append(proof, hash)
	}
	entry := sha256.Sum256(extra)
	err = tlog.CheckRecord(proof, now.tree.N, now.tree.Hash, index, tlog.RecordHash(entry[:]))
	return string(extra[32:]), err
}

func verify(dir, keyFile string, older []string) (int64, error) {
	keys, err := trusted(keyFile)
	if err != nil {
		return 0, err
	}
	now, err := open(filepath.Join(dir, "checkpoint"), keys)
	if err != nil {
		return 0, err
	}
	store := &files{dir, map[string][]byte{}}
	hashes := tlog.TileHashReader(now.tree, store)
	for _, name := range older {
		old, err := open(name, keys)
		if err != nil {
			return 0, err
		}
		if old.origin != now.origin {
			return 0, fmt.Errorf("%s: of another log", name)
		}
		if old.tree.N == 0 {
			continue
		}
		proof, err := tlog.ProveTree(now.tree.N, old.tree.N, hashes)
		if err != nil {
			return 0, fmt.Errorf("consistency with %s: %w", name, err)
		}
		if err := tlog.CheckTree(proof, now.tree.N, now.tree.Hash, old.tree.N, old.tree.Hash); err != nil {
			return 0, fmt.Errorf("consistency with %s: %w", name, err)
		}
	}
	all, err := entries(store, now.tree.N)
	if err != nil {
		return 0, err
	}
	if int64(len(all)) != now.tree.N {
		return 0, fmt.Errorf("%d entries, the checkpoint has %d", len(all), now.tree.N)
	}
	for index, entry := range all {
		n := int64(index)
		proof, err := tlog.ProveRecord(now.tree.N, n, hashes)
		if err != nil {
			return 0, fmt.Errorf("entry %d: %w", n, err)
		}
		if err := tlog.CheckRecord(proof, now.tree.N, now.tree.Hash, n, tlog.RecordHash(entry)); err != nil {
			return 0, fmt.Errorf("entry %d: %w", n, err)
		}
	}
	return now.tree.N, nil
}

func proofs(keyFile string, names []string) {
	keys, err := trusted(keyFile)
	if err != nil {
		fmt.Println("FAIL", err)
		os.Exit(1)
	}
	for _, name := range names {
		event, err := proven(name, keys)
		if err != nil {
			fmt.Println("FAIL", name, err)
			os.Exit(1)
		}
		fmt.Println("OK", event)
	}
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: verify DIR KEY-FILE [OLDER-CHECKPOINT…]")
		fmt.Fprintln(os.Stderr, "       verify proof KEY-FILE PROOF…")
		os.Exit(2)
	}
	if os.Args[1] == "proof" {
		proofs(os.Args[2], os.Args[3:])
		return
	}
	size, err := verify(os.Args[1], os.Args[2], os.Args[3:])
	if err != nil {
		fmt.Println("FAIL", err)
		os.Exit(1)
	}
	fmt.Println("OK", size, "entries")
}
